package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.Inequivalence;
import lib.systems.rabbitmq.RefusedDeclaration;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;

/**
 * Finds out by AMQP alone what a queue is made of. It asks with a {@link RefusedDeclaration}, which
 * cannot create anything and changes nothing, for a type that does not exist: the broker then
 * names, one after the other, every argument in which the existing queue differs. Needs the right
 * to configure the queue; without it the management API is asked.
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues#property-equivalence">RabbitMQ, property
 *     equivalence</a>
 */
public final class QueueInspection {

  private static final String TYPE = "x-queue-type";
  private static final String NO_TYPE = "ucw-no-such-type";

  /** More than a queue can have. */
  private static final int MOST_ARGUMENTS = 30;

  private final BrokerSession session;
  private final String queue;
  private final Map<String, Object> arguments = new LinkedHashMap<>(Map.of(TYPE, NO_TYPE));
  private boolean durable = true;
  private boolean autoDelete;
  private QueueKind kind = QueueKind.UNKNOWN;
  private boolean limitByPolicy;
  private boolean policiesKnown;

  private QueueInspection(BrokerSession session, String queue) {
    this.session = session;
    this.queue = queue;
  }

  /**
   * Looks at a queue.
   *
   * @throws QueueException if it does not exist
   * @throws BrokerException if the broker cannot be asked
   */
  public static QueueProfile of(BrokerSession session, String queue) {
    AMQP.Queue.DeclareOk numbers = session.look(queue);
    QueueInspection inspection = new QueueInspection(session, queue);
    if (session.isRabbitMq()) { // Qpid closes the connection at arguments that it does not know.
      inspection.compare();
      if (inspection.kind == QueueKind.UNKNOWN || inspection.kind == QueueKind.QUORUM) {
        session.management().api().ifPresent(inspection::ask);
      }
    }
    boolean alone = inspection.arguments.containsKey("x-single-active-consumer");
    boolean consumable =
        inspection.kind == QueueKind.STREAM
            || inspection.kind == QueueKind.QUORUM
            || (inspection.kind == QueueKind.CLASSIC && !inspection.autoDelete && !alone);
    return new QueueProfile(
        queue,
        inspection.kind,
        consumable,
        inspection.limitByPolicy || inspection.arguments.containsKey("x-delivery-limit"),
        inspection.policiesKnown,
        numbers.getMessageCount(),
        numbers.getConsumerCount(),
        Map.copyOf(inspection.arguments));
  }

  /**
   * The management API tells, too, and to those who may not configure the queue. Only there are
   * policies, which can limit deliveries like an argument.
   */
  private void ask(ManagementApi management) {
    try {
      management
          .queue(queue)
          .ifPresent(
              info -> {
                arguments.putAll(info.arguments());
                autoDelete = info.autoDelete();
                kind = kindOf(info.type());
                limitByPolicy = info.policyDefinition().containsKey("delivery-limit");
                policiesKnown = true;
              });
    } catch (ManagementException e) {
      policiesKnown = false; // As without the management API.
    }
  }

  private void compare() {
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      Optional<Inequivalence> found = difference();
      if (found.isEmpty() || !note(found.get().property(), found.get().actual())) {
        return;
      }
    }
  }

  private Optional<Inequivalence> difference() {
    try {
      return new RefusedDeclaration(session.questions())
          .queue(queue, durable, autoDelete, arguments);
    } catch (BrokerException e) {
      return switch (e.kind()) {
        case PRECONDITION_FAILED, ACCESS_REFUSED, REFUSED, NOT_FOUND -> Optional.empty();
        default -> throw e;
      };
    }
  }

  /** Returns whether there can be more. */
  private boolean note(String name, Optional<Inequivalence.Value> actual) {
    switch (name) {
      case TYPE -> {
        kind = actual.map(value -> kindOf(value.text())).orElse(QueueKind.CLASSIC);
        if (kind != QueueKind.QUORUM) {
          return false;
        }
        arguments.put(TYPE, kind.code()); // Its limit is compared after its type.
      }
      case "durable" -> durable = false;
      case "auto_delete" -> autoDelete = true;
      default -> {
        if (actual.isEmpty() || arguments.containsKey(name)) {
          return false;
        }
        arguments.put(name, valueOf(actual.get()));
      }
    }
    return true;
  }

  private static QueueKind kindOf(String type) {
    return switch (type) {
      case "classic" -> QueueKind.CLASSIC;
      case "quorum" -> QueueKind.QUORUM;
      case "stream" -> QueueKind.STREAM;
      default -> QueueKind.UNKNOWN;
    };
  }

  private static Object valueOf(Inequivalence.Value value) {
    return switch (value.type()) {
      case "bool" -> Boolean.valueOf(value.text());
      case "long", "signedint", "unsignedint", "short", "byte", "unsignedbyte", "unsignedshort" ->
          Long.valueOf(value.text());
      default -> value.text();
    };
  }
}
