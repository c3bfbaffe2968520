package lib.tools.diagnostics;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import lib.base.text.Message;
import lib.systems.rabbitmq.management.ConsumerInfo;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueInfo;

/**
 * Answers that somebody has taken and does not acknowledge: a single active consumer that hangs, a
 * program that has no business with this queue. A queue is looked at again and again for a while,
 * and one acknowledged message is enough to say that it moves. Touches no message.
 */
final class HeldAnswers {

  /** The broker renews its statistics every five seconds: in this time twice. */
  private static final Duration LONGEST = Duration.ofSeconds(11);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ManagementAccess management;
  private final String queue;

  HeldAnswers(ManagementAccess management, String queue) {
    this.management = management;
    this.queue = queue;
  }

  /** The finding; empty if answers move, none is held, or the management API does not tell. */
  Optional<CheckResult> finding() throws InterruptedException {
    try {
      return management.api().isPresent() ? finding(management.api().get()) : Optional.empty();
    } catch (ManagementException e) {
      return Optional.empty();
    }
  }

  private Optional<CheckResult> finding(ManagementApi api) throws InterruptedException {
    Optional<QueueInfo> first = api.queue(queue);
    Optional<QueueInfo> last = first;
    long end = System.nanoTime() + LONGEST.toNanos();
    while (last.filter(HeldAnswers::holds).isPresent() && stands(first.get(), last.get())) {
      if (System.nanoTime() >= end) {
        return Optional.of(held(api, last.get().unacked()));
      }
      Thread.sleep(PAUSE.toMillis());
      last = api.queue(queue);
    }
    return Optional.empty();
  }

  private static boolean holds(QueueInfo info) {
    return info.unacked().orElse(0) > 0;
  }

  /**
   * Fewer than before have been given back by a consumer that is gone. The counter of those that
   * were acknowledged comes later than the queue's own numbers, and then says zero.
   */
  private static boolean stands(QueueInfo first, QueueInfo last) {
    return last.acknowledged().orElse(0) <= first.acknowledged().orElse(0)
        && last.unacked().orElse(0) >= first.unacked().orElse(0);
  }

  private CheckResult held(ManagementApi api, OptionalLong unacked) {
    var consumers = api.consumers().stream().filter(c -> c.queue().equals(queue)).toList();
    String from =
        consumers.stream()
            .map(ConsumerInfo::connection)
            .flatMap(Optional::stream)
            .distinct()
            .collect(Collectors.joining(", "));
    return CheckResult.warning(
        Check.RABBITMQ_ANSWERS,
        "stuck",
        queue,
        Message.count("consumer", consumers.size()),
        Message.count("message", unacked.orElse(0)),
        LONGEST.toSeconds(),
        from.isEmpty() ? "-" : from);
  }
}
