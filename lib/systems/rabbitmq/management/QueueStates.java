package lib.systems.rabbitmq.management;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.management.QueueState.Presence;

/**
 * Looks at queues, changing nothing: presence, ready messages and consumers over AMQP (passive
 * declaration: exact, needs no more than access to the virtual host), everything else from the
 * management API where that can be used.
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues">RabbitMQ, queues</a>
 */
public final class QueueStates {

  /** Of more queues than this, the management API's numbers, some seconds old, have to do. */
  private static final int EXACT = 500;

  private final BrokerQuestions questions;
  private final ManagementAccess management;

  public QueueStates(BrokerQuestions questions, ManagementAccess management) {
    this.questions = questions;
    this.management = management;
  }

  /**
   * The states of some queues, in the same order, existing or not.
   *
   * @throws BrokerException if the broker could not be asked at all
   */
  public List<QueueState> of(Collection<String> names) {
    Map<String, QueueInfo> details = details();
    return names.stream().map(name -> state(name, details)).toList();
  }

  /** The state of one queue, existing or not. */
  public QueueState of(String name) {
    Optional<QueueInfo> detail = management.api().flatMap(api -> detail(api, name));
    return exact(name, detail);
  }

  /**
   * The states of all queues of the virtual host, by name.
   *
   * @throws ManagementException if the management API cannot be used: AMQP cannot list queues
   */
  public List<QueueState> all() {
    ManagementApi api = management.api().orElseThrow(() -> management.obstacle().orElseThrow());
    List<QueueInfo> queues =
        api.queues().stream().sorted(Comparator.comparing(QueueInfo::name)).toList();
    return queues.stream()
        .map(q -> queues.size() <= EXACT ? exact(q.name(), Optional.of(q)) : recent(q))
        .filter(QueueState::exists)
        .toList();
  }

  private QueueState state(String name, Map<String, QueueInfo> details) {
    return exact(name, Optional.ofNullable(details.get(name)));
  }

  /** Losing the management API half-way costs its detail only. */
  private Map<String, QueueInfo> details() {
    try {
      return management.api().map(ManagementApi::queues).orElse(List.of()).stream()
          .collect(Collectors.toMap(QueueInfo::name, Function.identity(), (one, other) -> one));
    } catch (ManagementException e) {
      return Map.of();
    }
  }

  private static Optional<QueueInfo> detail(ManagementApi api, String name) {
    try {
      return api.queue(name);
    } catch (ManagementException e) {
      return Optional.empty();
    }
  }

  private QueueState exact(String name, Optional<QueueInfo> detail) {
    try {
      return questions
          .queue(name)
          .map(found -> present(name, found, detail))
          .orElseGet(() -> absent(name, Presence.MISSING, Optional.empty(), Optional.empty()));
    } catch (BrokerException e) {
      return switch (e.kind()) {
        // 405: exclusive to another connection; 404: its node is down.
        case REFUSED, NOT_FOUND ->
            absent(name, Presence.UNREADABLE, Optional.of(e.reason().english()), detail);
        case ACCESS_REFUSED ->
            detail
                .map(QueueStates::recent)
                .orElseGet(
                    () ->
                        absent(
                            name,
                            Presence.UNKNOWN,
                            Optional.of(e.reason().english()),
                            Optional.empty()));
        default -> throw e;
      };
    }
  }

  private static QueueState present(String name, DeclareOk found, Optional<QueueInfo> detail) {
    return new QueueState(
        name,
        Presence.PRESENT,
        Optional.empty(),
        OptionalLong.of(found.getMessageCount()),
        detail.map(QueueInfo::unacked).orElse(OptionalLong.empty()),
        OptionalInt.of(found.getConsumerCount()),
        detail.map(QueueInfo::type),
        detail);
  }

  private static QueueState absent(
      String name, Presence presence, Optional<String> problem, Optional<QueueInfo> detail) {
    return new QueueState(
        name,
        presence,
        problem,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        detail.map(QueueInfo::type),
        detail);
  }

  /** With the management API's own numbers. */
  private static QueueState recent(QueueInfo queue) {
    return new QueueState(
        queue.name(),
        Presence.PRESENT,
        Optional.empty(),
        queue.ready(),
        queue.unacked(),
        queue.consumers(),
        Optional.of(queue.type()),
        Optional.of(queue));
  }
}
