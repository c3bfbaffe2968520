package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.text.Message;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueStates;

/** What lies in the queues and nobody would take by itself. Touches no message. */
record BrokerContents(
    QueueStates states, HeldAnswers held, String responsesQueue, String defaultQueue) {

  List<CheckResult> findings() throws InterruptedException {
    List<CheckResult> findings = new ArrayList<>();
    QueueState answers = states.of(responsesQueue);
    if (answers.exists()) {
      findings.add(held.finding().orElseGet(() -> answers(answers)).about(responsesQueue));
    }
    List<CheckResult> leftovers = new ArrayList<>();
    QueueState errors = states.of(Topology.ERRORS_QUEUE);
    QueueState rest = states.of(defaultQueue);
    errors(errors).ifPresent(leftovers::add);
    unrouted(rest).ifPresent(leftovers::add);
    Stream.of(errors, rest).flatMap(queue -> unseen(queue).stream()).forEach(leftovers::add);
    findings.addAll(
        leftovers.isEmpty() ? List.of(CheckResult.ok(Check.RABBITMQ_LEFTOVERS, "ok")) : leftovers);
    return findings;
  }

  private static CheckResult answers(QueueState queue) {
    int consumers = queue.consumers().orElse(0);
    return consumers == 0
        ? CheckResult.warning(Check.RABBITMQ_ANSWERS, "nobody", queue.name(), messages(queue))
        : CheckResult.ok(
            Check.RABBITMQ_ANSWERS,
            "ok",
            queue.name(),
            messages(queue),
            Message.count("consumer", consumers));
  }

  private static Optional<CheckResult> errors(QueueState queue) {
    return queue.hasMessages() ? Optional.of(leftover(queue, "errors")) : Optional.empty();
  }

  /** A program may well work on what nobody else takes. */
  private static Optional<CheckResult> unrouted(QueueState queue) {
    return queue.hasMessages() && queue.consumers().orElse(0) == 0
        ? Optional.of(leftover(queue, "unrouted"))
        : Optional.empty();
  }

  /**
   * That a queue is missing, or cannot be looked at, is no failure of its own: its check says so.
   */
  private static Optional<CheckResult> unseen(QueueState queue) {
    return switch (queue.presence()) {
      case PRESENT -> Optional.empty();
      case MISSING -> Optional.of(skipped(queue, "missing"));
      case UNREADABLE, UNKNOWN -> Optional.of(skipped(queue, "unseen"));
    };
  }

  private static CheckResult skipped(QueueState queue, String kind) {
    String why = queue.problem().orElse("-");
    return CheckResult.skipped(Check.RABBITMQ_LEFTOVERS, kind, queue.name(), why)
        .about(queue.name());
  }

  private static CheckResult leftover(QueueState queue, String kind) {
    return CheckResult.warning(Check.RABBITMQ_LEFTOVERS, kind, queue.name(), messages(queue))
        .about(queue.name());
  }

  private static Message messages(QueueState queue) {
    return Message.count("message", queue.ready().orElse(0) + queue.unacked().orElse(0));
  }
}
