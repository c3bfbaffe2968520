package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lib.base.cli.Style;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.TaskConditionText;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskState;

/** Rows as lines of text. Prints nothing. */
final class RowLines {

  private static final String INDENT = "   ";
  private static final Set<String> FAILURES = Set.of("error", "incident_message", "root_cause");

  private final Texts texts;
  private final DefinitionKeys keys;
  private final TaskLists tasks;
  private final Incidents incidents;
  private final TaskConditionText conditions;

  /**
   * @param now the moment at which the rows were read, which decides what a lock is worth
   */
  RowLines(Texts texts, DefinitionKeys keys, TaskLists tasks, Incidents incidents, Instant now) {
    this.incidents = incidents;
    this.texts = texts;
    this.keys = keys;
    this.tasks = tasks;
    this.conditions = new TaskConditionText(texts, now);
  }

  /** A line and what its colour means, none for most. */
  record Line(String text, Optional<Style> style) {}

  /** Everything about a row. */
  List<Line> of(EngineList list, int number, JsonNode row) {
    String title = row.path(Column.title(list)).asText(null);
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("", Optional.empty()));
    lines.add(
        new Line(
            texts.get("processes.row." + list.code(), Texts.number(number), Texts.plain(title)),
            Optional.of(Style.ACCENT)));
    for (Column column : Column.of(list)) {
      value(column, row)
          .ifPresent(
              value ->
                  lines.add(
                      new Line(
                          INDENT + texts.get("processes.field." + column.code(), value),
                          style(column, row))));
    }
    return lines;
  }

  /** What stands in a column of a table; empty for nothing. */
  String cell(Column column, JsonNode row) {
    return value(column, row).filter(cell -> !cell.equals("-")).orElse("");
  }

  private Optional<String> value(Column column, JsonNode row) {
    JsonNode node = row.path(column.field());
    boolean absent = node.isMissingNode() || node.isNull();
    return switch (column.kind()) {
      case TEXT -> Optional.of(Texts.plain(node.asText(null)));
      case OPTIONAL_TEXT ->
          Optional.of(node.asText("")).filter(text -> !text.isEmpty()).map(Texts::plain);
      case NUMBER -> Optional.of(absent ? "-" : Texts.number(node.asLong()));
      case YES_NO -> Optional.of(texts.get(node.asBoolean() ? "processes.yes" : "processes.no"));
      case TIME -> Optional.of(time(node));
      case OPTIONAL_TIME -> Optional.of(node).filter(time -> !absent).map(RowLines::time);
      case AGE -> age(node);
      case BRIEF_DURATION ->
          Optional.of(absent ? "-" : texts.age(Duration.ofMillis(node.asLong())));
      case BRIEF_STATE -> Optional.of(briefState(node.asText("")));
      case ACTIVITY -> Optional.of(briefState(node.asBoolean() ? "suspended" : "active"));
      case CONDITION -> Optional.of(condition(row));
      case DURATION ->
          Optional.of(absent ? "-" : texts.exactDuration(Duration.ofMillis(node.asLong())));
      case INSTANCE_STATE -> Optional.of(state(node.asText("")));
      case TASK_STATE -> Optional.of(taskState(row));
      case ROOT_CAUSE -> Incidents.causeOf(row).map(this::rootCause);
      case DEFINITION_KEY -> Optional.of(Texts.plain(keys.of(row).orElse(null)));
    };
  }

  private String rootCause(String id) {
    return incidents
        .find(id)
        .map(
            cause ->
                texts.get(
                    "processes.root_cause",
                    Texts.plain(cause.message().orElse(null)),
                    Texts.plain(cause.activityId().orElse(null)),
                    cause.processInstanceId()))
        .orElse("-");
  }

  private String taskState(JsonNode row) {
    try {
      return conditions.of(tasks.state(row));
    } catch (CamundaException e) {
      return texts.get("processes.unreadable", e.reason());
    }
  }

  private String condition(JsonNode row) {
    try {
      return conditions.brief(tasks.state(row).conditionAt(conditions.now()));
    } catch (CamundaException e) {
      return texts.get("processes.brief.unreadable");
    }
  }

  private Optional<String> age(JsonNode node) {
    try {
      return Optional.ofNullable(node.textValue())
          .map(time -> Duration.between(TaskState.instant(time), conditions.now()))
          .map(texts::age);
    } catch (DateTimeException e) {
      return Optional.of(node.asText());
    }
  }

  private static String time(JsonNode node) {
    String text = node.asText("");
    try {
      return text.isEmpty() || node.isNull()
          ? "-"
          : TaskConditionText.TIME.format(TaskState.instant(text));
    } catch (DateTimeException e) {
      return Texts.plain(text); // engines can be configured to another format
    }
  }

  private String state(String name) {
    String key = "processes.state." + name.toLowerCase(Locale.ROOT);
    return texts.has(key) ? texts.get(key) : Texts.plain(name);
  }

  private String briefState(String name) {
    String key = "processes.brief." + name.toLowerCase(Locale.ROOT);
    return texts.has(key) ? texts.get(key) : Texts.plain(name);
  }

  /** How much a row needs somebody. */
  Severity severity(EngineList list, JsonNode row) {
    return switch (list) {
      case EXTERNAL_TASKS -> taskSeverity(row);
      case INCIDENTS -> Severity.CRITICAL;
      case HISTORY ->
          row.path("state").asText().equals("SUSPENDED") ? Severity.WARNING : Severity.OK;
      case DEFINITIONS, INSTANCES, USER_TASKS ->
          row.path("suspended").asBoolean() ? Severity.WARNING : Severity.OK;
    };
  }

  private Optional<Style> style(Column column, JsonNode row) {
    return switch (column.kind()) {
      case YES_NO -> Optional.of(Style.WARNING).filter(style -> row.path("suspended").asBoolean());
      case TASK_STATE -> Style.of(taskSeverity(row));
      default -> Optional.of(Style.FAILURE).filter(style -> FAILURES.contains(column.code()));
    };
  }

  /** Of one that cannot be read the line says so. */
  private Severity taskSeverity(JsonNode row) {
    try {
      return tasks.state(row).conditionAt(conditions.now()).severity();
    } catch (CamundaException e) {
      return Severity.CRITICAL;
    }
  }
}
