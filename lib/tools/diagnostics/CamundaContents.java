package lib.tools.diagnostics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;

/** What is in the engine, and what of it nobody would go on with by itself. Changes nothing. */
final class CamundaContents {

  private static final int SHOWN = 10;

  private final RestClient rest;
  private final String tenants;
  private final boolean limited;

  CamundaContents(RestClient rest) {
    TenantFilter filter = new TenantFilter(rest.settings().tenantIds());
    this.rest = rest;
    this.tenants = filter.query();
    this.limited = !filter.isEverybody();
  }

  /** How many things there are. */
  private long count(String path, String query) {
    return rest.get(path + "/count?" + query + tenants).path("count").asLong();
  }

  /** With authorization on, a user without rights sees an empty list and no error. */
  Finding definitions() {
    long latest = count("/process-definition", "latestVersion=true");
    if (latest == 0) {
      return limited
          ? Finding.warning(Check.CAMUNDA_DEFINITIONS, "none_of_tenant", tenantIds())
          : Finding.warning(Check.CAMUNDA_DEFINITIONS, "none");
    }
    long all = count("/process-definition", "");
    return Finding.ok(
        Check.CAMUNDA_DEFINITIONS,
        "ok",
        Message.count("process", latest),
        Message.count("version", all));
  }

  private String tenantIds() {
    return String.join(", ", rest.settings().tenantIds());
  }

  Finding instances() {
    long running = count("/process-instance", "");
    long suspended = count("/process-instance", "suspended=true");
    return Finding.ok(
        Check.CAMUNDA_INSTANCES, "ok", Message.count("instance", running), Texts.number(suspended));
  }

  /** A task without retries waits for a human being. */
  Finding tasks() {
    Message all = Message.count("task", count("/external-task", ""));
    String locked = Texts.number(count("/external-task", "locked=true"));
    long stuck = count("/external-task", "noRetriesLeft=true");
    return stuck == 0
        ? Finding.ok(Check.CAMUNDA_TASKS, "ok", all, locked)
        : Finding.warning(
            Check.CAMUNDA_TASKS, "no_retries", all, locked, Message.count("task", stuck));
  }

  /**
   * Whether the engine keeps a history. Nothing says so directly, and empty lists do not either;
   * but comments need history, so that a comment that does not exist is refused in other words.
   *
   * @see <a href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/history/">Camunda,
   *     History</a>
   */
  Finding history() {
    try {
      rest.get("/task/worker-diagnostics/comment/worker-diagnostics");
    } catch (CamundaException e) {
      if (e.reason().contains("History is not enabled")) {
        return Finding.warning(Check.CAMUNDA_HISTORY, "off");
      } else if (e.engineType() == null) {
        throw e;
      }
    }
    long finished = count("/history/process-instance", "finished=true");
    boolean full = rest.get("/history/external-task-log/count").path("count").asLong() > 0;
    return Finding.ok(
        Check.CAMUNDA_HISTORY, full ? "full" : "ok", Message.count("instance", finished));
  }

  Finding incidents() {
    long open = count("/incident", "");
    if (open == 0) {
      return Finding.ok(Check.CAMUNDA_INCIDENTS, "ok");
    }
    List<Message> lines = new ArrayList<>();
    String query = "/incident?sortBy=incidentTimestamp&sortOrder=desc&maxResults=" + SHOWN;
    for (JsonNode row : rest.get(query + tenants)) {
      lines.add(
          Message.of(
              "diagnostics.camunda.incidents.line",
              row.path("incidentTimestamp").asText("-"),
              row.path("incidentType").asText("-"),
              row.path("activityId").asText("-"),
              row.path("incidentMessage").asText("-"),
              row.path("processInstanceId").asText("-")));
    }
    return Finding.warning(Check.CAMUNDA_INCIDENTS, "open", Message.count("incident", open))
        .with(lines);
  }
}
