package lib.tools.diagnostics;

import com.fasterxml.jackson.databind.JsonNode;
import lib.base.config.RoutingTable;
import lib.base.config.TopicSelection;
import lib.base.text.Message;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;

/** Topics with tasks in the engine that this system does not fetch or has no system for. */
final class EngineTopics {

  private final RestClient rest;
  private final RoutingTable routing;
  private final TopicSelection selection;
  private int known;

  EngineTopics(RestClient rest, RoutingTable routing, TopicSelection selection) {
    this.rest = rest;
    this.routing = routing;
    this.selection = selection;
  }

  /** Adds a finding for each topic that nobody routes, or one that there is none. */
  void check(Findings findings) {
    boolean found = false;
    for (JsonNode name : rest.get("/external-task/topic-names?withRetriesLeft=true")) {
      String topic = name.asText();
      boolean fetched = isFetched(topic);
      boolean routed = !routing.systemOf(topic).equals(RoutingTable.DEFAULT_SYSTEM);
      if (fetched && (routed || routing.mappedTopics().contains(topic))) {
        known++;
        continue;
      }
      long waiting = waiting(topic);
      if (waiting > 0) {
        found = true;
        findings.add(finding(topic, fetched, waiting));
      }
    }
    if (!found) {
      findings.add(Finding.ok(Check.CAMUNDA_TOPICS, "ok", known));
    }
  }

  private Finding finding(String topic, boolean fetched, long waiting) {
    return Finding.warning(
            Check.CAMUNDA_TOPICS,
            fetched ? "to_default" : "not_fetched",
            topic,
            Message.count("task", waiting),
            routing.systemOf(topic),
            routing.defaultSystem().queue())
        .about(topic);
  }

  private boolean isFetched(String topic) {
    if (selection instanceof TopicSelection.Listed listed) {
      return listed.topics().contains(topic);
    }
    return selection instanceof TopicSelection.All || routing.mappedTopics().contains(topic);
  }

  /** Tasks that wait for somebody; a task that another program works on is its own affair. */
  private long waiting(String topic) {
    String query =
        "/external-task/count?notLocked=true&withRetriesLeft=true&topicName="
            + RestClient.encode(topic)
            + new TenantFilter(rest.settings().tenantIds()).query();
    return rest.get(query).path("count").asLong();
  }
}
