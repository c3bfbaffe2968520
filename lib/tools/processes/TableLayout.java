package lib.tools.processes;

import static lib.base.cli.TableColumn.key;
import static lib.base.cli.TableColumn.number;
import static lib.base.cli.TableColumn.text;
import static lib.base.cli.TableColumn.whole;

import java.util.List;
import lib.base.cli.TableColumn;
import lib.tools.processes.Column.Kind;

/**
 * The columns of a list as a table.
 *
 * @param column how it is laid out
 * @param source what of the row stands in it
 */
record TableLayout(TableColumn column, Column source) {

  private static TableLayout of(TableColumn column, String field, Kind kind) {
    return new TableLayout(column, new Column(column.code(), field, kind));
  }

  private static TableLayout of(TableColumn column, String field) {
    return of(column, field, Kind.OPTIONAL_TEXT);
  }

  private static TableLayout process(int rank) {
    return of(text("process", rank), "", Kind.DEFINITION_KEY);
  }

  private static TableLayout suspended(int rank) {
    return of(whole("state", rank), "suspended", Kind.ACTIVITY);
  }

  private static TableLayout tenant(int rank) {
    return of(text("tenant", rank), "tenantId");
  }

  private static final List<TableLayout> DEFINITIONS =
      List.of(
          of(key("key"), "key"),
          of(number("version", 1), "version", Kind.NUMBER),
          suspended(2),
          of(text("name", 3), "name"),
          of(text("version_tag", 5), "versionTag"),
          tenant(6),
          of(whole("id", 4), "id"));

  private static final List<TableLayout> INSTANCES =
      List.of(
          of(key("id"), "id"),
          suspended(1),
          process(2),
          of(text("business_key", 3), "businessKey"),
          tenant(4));

  private static final List<TableLayout> HISTORY =
      List.of(
          of(key("id"), "id"),
          of(whole("state", 1), "state", Kind.BRIEF_STATE),
          of(whole("age", 2), "startTime", Kind.AGE),
          process(3),
          of(text("business_key", 4), "businessKey"),
          of(whole("duration", 5), "durationInMillis", Kind.BRIEF_DURATION),
          of(text("delete_reason", 7), "deleteReason"),
          tenant(6));

  private static final List<TableLayout> EXTERNAL_TASKS =
      List.of(
          of(key("id"), "id"),
          of(whole("state", 1), "", Kind.CONDITION),
          of(whole("age", 2), "createTime", Kind.AGE),
          of(text("topic", 3), "topicName"),
          of(number("retries", 6), "retries", Kind.NUMBER),
          of(text("business_key", 4), "businessKey"),
          of(text("worker", 7), "workerId"),
          process(8),
          of(text("activity", 9), "activityId"),
          of(whole("instance", 10), "processInstanceId"),
          tenant(11),
          of(text("error", 5), "errorMessage"));

  private static final List<TableLayout> USER_TASKS =
      List.of(
          of(key("id"), "id"),
          of(text("name", 1), "name"),
          of(whole("age", 2), "created", Kind.AGE),
          of(text("assignee", 3), "assignee"),
          of(whole("due", 5), "due", Kind.OPTIONAL_TIME),
          suspended(6),
          process(4),
          of(whole("instance", 7), "processInstanceId"),
          tenant(8));

  /** An incident is looked into by its instance. */
  private static final List<TableLayout> INCIDENTS =
      List.of(
          of(key("instance"), "processInstanceId"),
          of(whole("age", 1), "incidentTimestamp", Kind.AGE),
          of(text("type", 3), "incidentType"),
          of(text("activity", 4), "activityId"),
          process(5),
          tenant(6),
          of(text("message", 2), "incidentMessage"));

  static List<TableLayout> of(EngineList list) {
    return list.choose(DEFINITIONS, INSTANCES, HISTORY, EXTERNAL_TASKS, USER_TASKS, INCIDENTS);
  }
}
