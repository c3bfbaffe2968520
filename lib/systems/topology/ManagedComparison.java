package lib.systems.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lib.base.text.Message;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ExchangeInfo;
import lib.systems.rabbitmq.management.QueueInfo;

/** Compares the configuration with what the management API shows. */
record ManagedComparison(Topology topology, BrokerTopology broker) {

  private static final String TYPE = "x-queue-type";

  List<ObjectCheck> objects() {
    List<ObjectCheck> checks = new ArrayList<>();
    for (Topology.Exchange exchange : topology.exchanges()) {
      checks.add(ObjectCheck.of(ObjectKind.EXCHANGE, exchange.name(), verdict(exchange)));
    }
    for (Topology.Queue queue : topology.queues()) {
      checks.add(ObjectCheck.of(ObjectKind.QUEUE, queue.name(), verdict(queue)));
    }
    for (Topology.Binding b : topology.bindings()) {
      checks.add(ObjectCheck.of(b, verdict(b)));
    }
    return checks;
  }

  private Verdict verdict(Topology.Exchange expected) {
    Optional<ExchangeInfo> found = broker.exchange(expected.name());
    if (found.isEmpty()) {
      return Verdict.MISSING;
    }
    ExchangeInfo actual = found.get();
    List<Difference> differences = new ArrayList<>();
    compare(differences, "type", expected.type(), actual.type());
    compare(differences, "durable", true, actual.durable());
    compare(differences, "auto_delete", false, actual.autoDelete());
    compare(differences, "internal", false, actual.internal());
    compareArguments(differences, expected.arguments(), effectiveArguments(actual));
    return verdict(differences);
  }

  /** A policy does as well as the argument. */
  private Map<String, Object> effectiveArguments(ExchangeInfo actual) {
    Map<String, Object> arguments = new java.util.TreeMap<>(actual.arguments());
    broker.alternateOf(actual).ifPresent(name -> arguments.put(ExchangeInfo.ALTERNATE, name));
    return arguments;
  }

  private Verdict verdict(Topology.Queue expected) {
    Optional<QueueInfo> found = broker.queue(expected.name());
    if (found.isEmpty()) {
      return Verdict.MISSING;
    }
    QueueInfo actual = found.get();
    List<Difference> differences = new ArrayList<>();
    String type = String.valueOf(expected.arguments().getOrDefault(TYPE, "classic"));
    compare(differences, "type", type, actual.type());
    compare(differences, "durable", true, actual.durable());
    compare(differences, "auto_delete", false, actual.autoDelete());
    compare(differences, "exclusive", false, actual.exclusive());
    compareArguments(differences, without(expected.arguments()), without(actual.arguments()));
    return verdict(differences);
  }

  /** The type is compared as such: newer brokers add the argument by themselves. */
  private static Map<String, Object> without(Map<String, Object> arguments) {
    Map<String, Object> rest = new java.util.TreeMap<>(arguments);
    rest.remove(TYPE);
    return rest;
  }

  private Verdict verdict(Topology.Binding expected) {
    boolean found = broker.bindings().stream().anyMatch(actual -> isSame(expected, actual));
    return found ? Verdict.OK : Verdict.MISSING;
  }

  private static boolean isSame(Topology.Binding expected, BindingInfo actual) {
    return actual.toQueue()
        && actual.source().equals(expected.exchange())
        && actual.destination().equals(expected.queue())
        && actual.routingKey().equals(expected.routingKey());
  }

  private static Verdict verdict(List<Difference> differences) {
    return differences.isEmpty() ? Verdict.OK : Verdict.differs(differences);
  }

  private static void compare(
      List<Difference> differences, String property, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(
          new Difference(property, Optional.of("" + expected), Optional.of("" + actual)));
    }
  }

  private static void compareArguments(
      List<Difference> differences, Map<String, Object> expected, Map<String, Object> actual) {
    var names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      Optional<String> should = Optional.ofNullable(expected.get(name)).map(String::valueOf);
      Optional<String> is = Optional.ofNullable(actual.get(name)).map(String::valueOf);
      if (!should.equals(is)) {
        differences.add(new Difference(name, should, is));
      }
    }
  }

  /** Bindings of the configured exchanges that nobody has configured. */
  List<BindingInfo> extraBindings() {
    var exchanges = topology.exchanges().stream().map(Topology.Exchange::name).toList();
    return broker.bindings().stream()
        .filter(actual -> exchanges.contains(actual.source()))
        .filter(actual -> topology.bindings().stream().noneMatch(b -> isSame(b, actual)))
        .toList();
  }

  AlternateExchange alternate(String tasksExchange) {
    Optional<ExchangeInfo> tasks = broker.exchange(tasksExchange);
    if (tasks.isEmpty()) {
      return AlternateExchange.none(
          Optional.of(Message.of("topology.why.no_tasks_exchange", tasksExchange)));
    }
    Optional<String> name = broker.alternateOf(tasks.get());
    if (name.isEmpty()) {
      return broker.seesPolicyOf(tasks.get())
          ? AlternateExchange.none(Optional.empty())
          : AlternateExchange.unknown(
              Message.of("topology.why.policy_hidden", tasks.get().policy().orElse("-")));
    }
    boolean own = BrokerTopology.argument(tasks.get()).isPresent();
    Optional<ExchangeInfo> exchange = broker.exchange(name.get());
    return new AlternateExchange(
        name,
        own ? AlternateExchange.Source.ARGUMENT : AlternateExchange.Source.POLICY,
        own ? Optional.empty() : tasks.get().policy(),
        exchange.map(ExchangeInfo::type),
        exchange.isEmpty(),
        Optional.empty());
  }
}
