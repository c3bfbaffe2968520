package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.config.TopicSelection;
import lib.systems.rabbitmq.Topology;
import lib.systems.topology.BrokerTopology;
import lib.systems.topology.Route;
import lib.systems.topology.Routes;

/** Whether every topic gets to its system, and to no other. Asks no server. */
public final class RoutingChecks {

  private final Settings settings;
  private final RoutingTable routing;
  private final Routes routes;
  private final boolean real;

  /**
   * @param broker empty if its bindings cannot be seen; then those of the configuration count
   */
  public RoutingChecks(Settings settings, Optional<BrokerTopology> broker) {
    this.settings = settings;
    this.routing = settings.routing();
    this.real = broker.isPresent();
    this.routes =
        broker
            .map(Routes::of)
            .orElseGet(() -> Routes.of(Topology.of(settings.rabbit(), settings.routing())));
  }

  /** Every topic that is fetched or mapped, and where its tasks land. */
  public List<TopicTrace> traces() {
    Set<String> topics = new LinkedHashSet<>(routing.mappedTopics());
    if (settings.worker().topics() instanceof TopicSelection.Listed listed) {
      topics.addAll(listed.topics());
    }
    return topics.stream().map(this::trace).toList();
  }

  private TopicTrace trace(String topic) {
    String system = routing.systemOf(topic);
    String queue = routing.named(system).findFirst().orElseThrow().queue();
    String key = routing.routingKey(topic);
    Route route = routes.follow(settings.rabbit().tasksExchange(), key);
    return new TopicTrace(topic, system, key, queue, route, real);
  }

  /** The findings about these traces and about the queues of the systems. */
  public List<CheckResult> findings(List<TopicTrace> traces) {
    List<CheckResult> findings = new ArrayList<>();
    for (TopicTrace trace : traces) {
      findings.add(finding(trace).about(trace.topic()));
    }
    findings.add(queues());
    return findings;
  }

  private static CheckResult finding(TopicTrace trace) {
    Object[] args = {
      trace.topic(),
      trace.routingKey(),
      trace.queue(),
      trace.route().queues().isEmpty() ? "-" : String.join(", ", trace.route().queues()),
      String.join(" -> ", trace.route().exchanges()),
      trace.system()
    };
    return trace
        .problem()
        .map(
            kind ->
                kind.equals("undecided")
                    ? CheckResult.warning(Check.ROUTING_TOPIC, kind, args)
                    : CheckResult.failure(Check.ROUTING_TOPIC, kind, args))
        .orElseGet(
            () -> CheckResult.ok(Check.ROUTING_TOPIC, trace.real() ? "ok" : "configured", args));
  }

  /** Two systems with one queue do not get this far: such settings are refused at start. */
  private CheckResult queues() {
    return CheckResult.ok(Check.ROUTING_QUEUES, "ok", routing.systems().size());
  }
}
