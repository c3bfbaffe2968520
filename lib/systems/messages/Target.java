package lib.systems.messages;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.topology.BrokerTopology;
import lib.systems.topology.Routes;

/**
 * The queue that messages go to. A queue with a limit confirms messages and then drops others, so
 * its limits are looked at before, where the management API tells them, and its messages are
 * counted after.
 *
 * @see <a href="https://www.rabbitmq.com/docs/maxlength">RabbitMQ, queue length limit</a>
 */
public final class Target {

  private static final long SETTLE_NANOS = 2_000_000_000L;

  private final BrokerSession session;
  private final String queue;
  private final DeclareOk before;
  private final Optional<QueueInfo> info;

  private Target(BrokerSession session, String queue, DeclareOk before, Optional<QueueInfo> info) {
    this.session = session;
    this.queue = queue;
    this.before = before;
    this.info = info;
  }

  /**
   * Looks at a queue. Changes nothing.
   *
   * @throws QueueException if it does not exist
   */
  public static Target of(BrokerSession session, String queue) {
    DeclareOk before = session.look(queue);
    return new Target(
        session, queue, before, session.management().api().flatMap(api -> ask(api, queue)));
  }

  private static Optional<QueueInfo> ask(ManagementApi api, String queue) {
    try {
      return api.queue(queue);
    } catch (ManagementException e) {
      return Optional.empty(); // Counting afterwards has to do.
    }
  }

  /** The messages that were there before. */
  public long ready() {
    return before.getMessageCount();
  }

  /**
   * Why the queue would drop messages if so many more came, if it is known to.
   *
   * @param wanted how many come at most
   */
  public Optional<Message> dropping(long wanted) {
    if (isStream() || overflow().startsWith("reject-publish")) {
      return Optional.empty();
    }
    OptionalLong length = smallest("max-length");
    OptionalLong bytes = smallest("max-length-bytes");
    if (length.isPresent() && ready() + wanted > length.getAsLong()) {
      return Optional.of(dropping("max-length", length.getAsLong(), wanted));
    }
    return bytes.isPresent()
        ? Optional.of(dropping("max-length-bytes", bytes.getAsLong(), wanted))
        : Optional.empty();
  }

  private Message dropping(String limit, long value, long wanted) {
    return Message.of(
        "messages.target_drops",
        queue,
        limit,
        Texts.number(value),
        Message.count("message", ready()),
        Texts.number(wanted));
  }

  /**
   * The exchange that rejected messages of this queue are lost at, because they go there with their
   * own routing key, which is the name of this queue once they were moved to it.
   */
  public Optional<String> losingDeadLetters() {
    if (isStream() || deadLetter("dead-letter-routing-key").isPresent()) {
      return Optional.empty();
    }
    return deadLetter("dead-letter-exchange")
        .filter(exchange -> !exchange.isEmpty() && !isBound(exchange));
  }

  /** Without the management API the broker tells the arguments, though no policies. */
  private Optional<String> deadLetter(String name) {
    return info.isPresent()
        ? info.get().setting(name)
        : Optional.ofNullable(QueueInspection.of(session, queue).arguments().get("x-" + name))
            .map(String::valueOf);
  }

  private boolean isBound(String exchange) {
    try {
      return session
          .management()
          .api()
          .map(api -> Routes.of(BrokerTopology.read(api)).follow(exchange, queue))
          .filter(route -> !route.queues().isEmpty() || !route.undecided().isEmpty())
          .isPresent();
    } catch (ManagementException e) {
      return false;
    }
  }

  /**
   * How many messages there are more than before; empty if others take from the queue.
   *
   * @throws lib.base.text.UserException if the broker cannot be asked
   */
  public OptionalLong arrived() {
    DeclareOk now = session.look(queue);
    return before.getConsumerCount() > 0 || now.getConsumerCount() > 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, now.getMessageCount() - ready()));
  }

  /** How long messages stay in the queue, in milliseconds. */
  public OptionalLong timeToLive() {
    return isStream() ? OptionalLong.empty() : smallest("message-ttl");
  }

  private boolean isStream() {
    return info.filter(queueInfo -> queueInfo.type().equals("stream")).isPresent();
  }

  /** Of an argument and a policy the smaller number counts. */
  private OptionalLong smallest(String name) {
    return info.stream()
        .flatMap(i -> Stream.of(i.arguments().get("x-" + name), i.policyDefinition().get(name)))
        .filter(Number.class::isInstance)
        .mapToLong(value -> ((Number) value).longValue())
        .min();
  }

  private String overflow() {
    return info.flatMap(i -> i.setting("overflow")).orElse("drop-head");
  }

  /**
   * How many of the messages that the broker has confirmed are not there; 0 if others take from the
   * queue, as it cannot be told then.
   */
  public long missing(long sent) throws InterruptedException {
    if (isStream() || sent == 0) {
      return 0;
    }
    long expected = ready() + sent;
    long since = System.nanoTime();
    DeclareOk now = session.look(queue);
    while (now.getMessageCount() < expected && System.nanoTime() - since < SETTLE_NANOS) {
      Thread.sleep(100); // A confirm may come before the count.
      now = session.look(queue);
    }
    boolean alone = before.getConsumerCount() == 0 && now.getConsumerCount() == 0;
    return alone ? Math.max(0, expected - now.getMessageCount()) : 0;
  }
}
