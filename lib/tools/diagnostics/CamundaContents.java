package lib.tools.diagnostics;

import java.util.List;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.EngineSurvey.OpenIncident;
import lib.systems.camunda.Rights;
import lib.systems.camunda.Rights.Things;

/** What is in the engine, and what of it nobody would go on with by itself. Changes nothing. */
final class CamundaContents {

  private static final int SHOWN = 10;

  private final EngineSurvey survey;
  private final Rights rights;
  private final List<String> tenants;

  CamundaContents(EngineSurvey survey, Rights rights, List<String> tenants) {
    this.survey = survey;
    this.rights = rights;
    this.tenants = tenants;
  }

  /** With authorization on, a user without rights sees an empty list and no error. */
  CheckResult definitions() {
    long latest = survey.latestDefinitions();
    if (latest == 0) {
      return tenants.isEmpty()
          ? CheckResult.warning(Check.CAMUNDA_DEFINITIONS, "none")
          : CheckResult.warning(
              Check.CAMUNDA_DEFINITIONS, "none_of_tenant", String.join(", ", tenants));
    }
    long all = survey.definitionVersions();
    return CheckResult.ok(
        Check.CAMUNDA_DEFINITIONS,
        "ok",
        Message.count("process", latest),
        Message.count("version", all));
  }

  CheckResult instances() {
    long running = survey.runningInstances();
    long suspended = survey.suspendedInstances();
    return CheckResult.ok(
        Check.CAMUNDA_INSTANCES, "ok", Message.count("instance", running), Texts.number(suspended));
  }

  /** A task without retries waits for a human being; one that is not seen for ever. */
  CheckResult tasks() {
    Message all = Message.count("task", survey.externalTasks());
    String locked = Texts.number(survey.lockedTasks());
    long stuck = survey.tasksWithoutRetries();
    if (stuck == 0 && isPartHidden(Things.EXTERNAL_TASKS)) {
      return CheckResult.warning(Check.CAMUNDA_TASKS, "hidden", all, locked);
    }
    return stuck == 0
        ? CheckResult.ok(Check.CAMUNDA_TASKS, "ok", all, locked)
        : CheckResult.warning(
            Check.CAMUNDA_TASKS, "no_retries", all, locked, Message.count("task", stuck));
  }

  CheckResult history() {
    if (!survey.keepsHistory()) {
      return CheckResult.warning(Check.CAMUNDA_HISTORY, "off");
    }
    long finished = survey.finishedInstances();
    boolean full = survey.hasTaskLog();
    return CheckResult.ok(
        Check.CAMUNDA_HISTORY, full ? "full" : "ok", Message.count("instance", finished));
  }

  CheckResult incidents() {
    long open = survey.openIncidents();
    if (open == 0) {
      String none = isPartHidden(Things.INCIDENTS) ? "none_seen" : "ok";
      return CheckResult.ok(Check.CAMUNDA_INCIDENTS, none);
    }
    List<Message> lines =
        survey.latestIncidents(SHOWN).stream().map(CamundaContents::line).toList();
    return CheckResult.warning(Check.CAMUNDA_INCIDENTS, "open", Message.count("incident", open))
        .with(lines);
  }

  private boolean isPartHidden(Things things) {
    return rights.of(things) == Rights.Sight.PART;
  }

  private static Message line(OpenIncident incident) {
    return Message.of(
        "diagnostics.camunda.incidents.line",
        incident.since(),
        incident.type(),
        incident.activity(),
        incident.message(),
        incident.instance());
  }
}
