package lib.tools.diagnostics;

import lib.base.config.RoutingTable;
import lib.base.config.TopicSelection;
import lib.base.text.Message;
import lib.systems.camunda.EngineSurvey;

/** Topics with tasks in the engine that this system does not fetch or has no system for. */
final class EngineTopics {

  private final EngineSurvey survey;
  private final RoutingTable routing;
  private final TopicSelection selection;
  private int known;

  EngineTopics(EngineSurvey survey, RoutingTable routing, TopicSelection selection) {
    this.survey = survey;
    this.routing = routing;
    this.selection = selection;
  }

  /** Adds a finding for each topic that nobody routes, or one that there is none. */
  void check(CheckResults findings) {
    boolean found = false;
    for (String topic : survey.topics()) {
      boolean fetched = isFetched(topic);
      boolean routed = !routing.systemOf(topic).equals(RoutingTable.DEFAULT_SYSTEM);
      if (fetched && (routed || routing.mappedTopics().contains(topic))) {
        known++;
        continue;
      }
      // A task that another program works on is its own affair.
      long waiting = survey.waitingTasks(topic);
      if (waiting > 0) {
        found = true;
        findings.add(finding(topic, fetched, waiting));
      }
    }
    if (!found) {
      findings.add(CheckResult.ok(Check.CAMUNDA_TOPICS, "ok", known));
    }
  }

  private CheckResult finding(String topic, boolean fetched, long waiting) {
    return CheckResult.warning(
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
}
