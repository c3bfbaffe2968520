package lib.systems.account;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.config.RabbitSettings;
import lib.base.config.Settings;
import lib.base.config.SystemRoute;
import lib.systems.account.AccountQueue.Role;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.topology.BrokerTopology;

/**
 * The queues in which messages of tasks can be, in the order in which they are to be read: against
 * the way on which people move messages back, then along the way of a task. So a message that is
 * moved meanwhile is seen twice rather than never.
 */
final class QueueList {

  private static final String SENT = ".sent.queue";

  private final Settings settings;
  private final Map<String, AccountQueue> queues = new LinkedHashMap<>();

  private QueueList(Settings settings) {
    this.settings = settings;
  }

  /**
   * The queues of the configuration and those that messages can get to from them.
   *
   * @param broker what the broker has, if the management API tells
   * @param more further ones, by name
   */
  static List<AccountQueue> of(
      Settings settings, Optional<BrokerTopology> broker, Collection<String> more) {
    QueueList list = new QueueList(settings);
    list.add(AccountQueue.of(Topology.ERRORS_QUEUE, Role.ERRORS));
    more.stream().filter(list::isNew).forEach(name -> list.add(list.other(name, Role.GIVEN)));
    broker.ifPresent(
        topology ->
            list.reached(topology)
                .filter(list::isNew)
                .forEach(q -> list.add(list.other(q, Role.OTHER))));
    List<SystemRoute> systems = settings.routing().systems();
    for (int i = systems.size() - 1; i >= 0; i--) { // the default system is the last
      SystemRoute route = systems.get(i);
      list.add(new AccountQueue(route.queue(), Role.SYSTEM, Optional.of(route.system())));
    }
    list.add(AccountQueue.of(settings.rabbit().responsesQueue(), Role.RESPONSES));
    return List.copyOf(list.queues.values());
  }

  private void add(AccountQueue queue) {
    queues.putIfAbsent(queue.name(), queue);
  }

  private boolean isNew(String name) {
    return !queues.containsKey(name) && !configured().contains(name);
  }

  private Set<String> configured() {
    return Stream.concat(
            settings.routing().systems().stream().map(SystemRoute::queue),
            Stream.of(settings.rabbit().responsesQueue()))
        .collect(Collectors.toSet());
  }

  private AccountQueue other(String name, Role role) {
    return AccountQueue.of(name, isSent(name) ? Role.SENT : role);
  }

  /** As the first version's systems named it: {@code bitrix24.sent.queue}. */
  private boolean isSent(String name) {
    return settings.routing().systems().stream()
        .flatMap(route -> Stream.of(route.system(), route.queue().replaceFirst("\\.queue$", "")))
        .anyMatch(stem -> name.equals(stem + SENT));
  }

  /** What hangs on the exchanges, what takes rejected messages, and what takes those of these. */
  private Stream<String> reached(BrokerTopology broker) {
    RabbitSettings rabbit = settings.rabbit();
    Stream<String> bound =
        Stream.of(rabbit.tasksExchange(), rabbit.alternateExchange(), rabbit.responsesExchange())
            .flatMap(exchange -> boundTo(broker, exchange));
    Stream<String> sent = broker.queues().stream().map(QueueInfo::name).filter(this::isSent);
    Set<String> found = Stream.concat(bound, sent).collect(Collectors.toSet());
    Deque<String> open = new ArrayDeque<>(found);
    open.addAll(configured());
    open.add(Topology.ERRORS_QUEUE);
    while (!open.isEmpty()) {
      broker.queue(open.remove()).stream()
          .flatMap(queue -> rejected(broker, queue))
          .filter(found::add)
          .forEach(open::add);
    }
    return found.stream().sorted();
  }

  private static Stream<String> boundTo(BrokerTopology broker, String exchange) {
    return broker.bindings().stream()
        .filter(binding -> binding.source().equals(exchange) && binding.toQueue())
        .map(BindingInfo::destination);
  }

  /** Where a queue's dead letters can get to; under which key is known to the messages only. */
  private static Stream<String> rejected(BrokerTopology broker, QueueInfo queue) {
    Optional<String> exchange = queue.setting("dead-letter-exchange");
    if (exchange.isEmpty()) {
      return Stream.of();
    }
    return exchange.get().isEmpty()
        ? queue.setting("dead-letter-routing-key").stream()
        : boundTo(broker, exchange.get());
  }
}
