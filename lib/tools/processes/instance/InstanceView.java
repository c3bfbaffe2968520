package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Printable;
import lib.base.text.Texts;
import lib.systems.camunda.TaskCondition;
import lib.systems.camunda.TaskConditionText;
import lib.systems.camunda.TaskState;
import lib.tools.processes.instance.InstanceReport.Activity;
import lib.tools.processes.instance.InstanceReport.Place;
import lib.tools.processes.instance.InstanceReport.Task;
import lib.tools.processes.instance.InstanceReport.Trouble;
import lib.tools.processes.instance.InstanceReport.Variable;

/**
 * An instance for people.
 *
 * @param now the moment from which ages count
 * @param full whether values are shown to their end
 */
record InstanceView(Output out, Texts texts, Instant now, boolean full) {

  private static final int VALUE = 200;
  private static final int DETAILS = 1000;
  private static final String RULER = "=".repeat(80);

  void show(InstanceReport report) {
    head(report);
    section("activities", report.activities(), this::activity);
    section("variables", report.variables(), this::variable);
    section("tasks", report.externalTasks(), this::task);
    report
        .messagesProblem()
        .ifPresent(why -> out.line(Style.WARNING, texts.get("instance.no_messages", why)));
    section("incidents", report.incidents(), this::incident);
    section("called", report.called(), called -> out.line("   " + brief(called)));
    section("next", report.next(), command -> out.line("   " + command));
  }

  private void head(InstanceReport report) {
    Instance instance = report.instance();
    out.line(Style.ACCENT, texts.get("instance.title", instance.id()));
    out.line(RULER);
    Style style = instance.isRunning() ? Style.OK : Style.DIM;
    out.line(style, stateLine(instance));
    headLines(report).forEach(out::line);
  }

  String stateLine(Instance instance) {
    return texts.get("instance.state", state(instance));
  }

  /** Whose instance it is, since when it runs, and where it comes from. */
  List<String> headLines(InstanceReport report) {
    Instance instance = report.instance();
    List<String> lines = new ArrayList<>();
    String name = report.definition().map(InstanceReport.Definition::name).orElse("-");
    Object version = report.definition().<Object>map(found -> found.version()).orElse("-");
    String key = instance.processKey().orElse(instance.processDefinitionId());
    lines.add(texts.get("instance.process", name, key, version));
    lines.add(texts.get("instance.business_key", Texts.plain(instance.businessKey())));
    lines.add(texts.get("instance.started", since(instance.started())));
    add(lines, "instance.ended", instance.ended().map(ended -> since(Optional.of(ended))));
    add(lines, "instance.delete_reason", instance.deleteReason());
    add(lines, "instance.called_by", instance.calledBy());
    add(lines, "instance.tenant", instance.tenantId());
    return lines;
  }

  private void add(List<String> lines, String key, Optional<String> value) {
    value.ifPresent(text -> lines.add(texts.get(key, text)));
  }

  private String state(Instance instance) {
    return texts.get("instance.state." + instance.state());
  }

  private interface Drawing<T> {
    void draw(T row);
  }

  /** Nothing of a section without rows is shown. */
  private <T> void section(String code, List<T> rows, Drawing<T> drawing) {
    if (!rows.isEmpty()) {
      out.line();
      out.line(Style.ACCENT, texts.get("instance.section." + code, Texts.number(rows.size())));
      rows.forEach(drawing::draw);
    }
  }

  private void activity(Activity activity) {
    out.line("   " + words(activity));
  }

  String words(Activity activity) {
    return texts.get(
        "instance.activity",
        activity.name().orElse(activity.id()),
        activity.id(),
        activity.type(),
        since(activity.since()));
  }

  private void variable(Variable variable) {
    String key = variable.local() ? "instance.variable.local" : "instance.variable";
    String value =
        variable.isNotLoaded()
            ? texts.get("instance.variable.not_loaded")
            : cut(text(variable.value()), VALUE);
    out.line(texts.get(key, variable.name(), variable.type(), value));
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private String cut(String text, int longest) {
    return full ? Printable.line(text) : Printable.line(text, longest);
  }

  private void task(Task task) {
    TaskCondition condition = TaskCondition.valueOf(task.state().toUpperCase(Locale.ROOT));
    out.line(texts.get("instance.task", task.id(), task.topic(), Texts.plain(task.activityId())));
    String words = new TaskConditionText(texts, now).of(condition);
    String line = texts.get("instance.task.state", words, since(task.created()));
    Style.of(condition.severity())
        .ifPresentOrElse(style -> out.line(style, line), () -> out.line(line));
    task.workerId()
        .ifPresent(
            worker -> out.line(texts.get("instance.task.holder", worker, time(task.lockEnd()))));
    task.retries().ifPresent(left -> out.line(texts.get("instance.task.retries", left)));
    task.errorMessage()
        .ifPresent(error -> failure(texts.get("instance.task.error", cut(error, VALUE))));
    task.errorDetails().ifPresent(this::details);
    task.messages().ifPresent(this::place);
  }

  private void details(String details) {
    boolean cut = !full && details.length() > DETAILS;
    String shown =
        cut
            ? details.substring(0, Printable.lastCut(details.substring(0, DETAILS))) + "…"
            : details;
    shown.lines().forEach(line -> out.line("      " + Printable.line(line)));
  }

  private void place(Place place) {
    String where = texts.get("instance.where." + place.where());
    String queues = place.queues().isEmpty() ? "-" : String.join(", ", place.queues());
    out.line(texts.get("instance.task.messages", where, place.system(), queues));
    place.errorType().ifPresent(type -> failure(texts.get("instance.task.refused", type)));
    out.line(texts.get("instance.task.todo", texts.get("instance.todo." + place.todo())));
  }

  private void failure(String line) {
    out.line(Style.FAILURE, line);
  }

  private void incident(Trouble incident) {
    failure("   " + words(incident));
  }

  String words(Trouble incident) {
    return texts.get(
        "instance.incident",
        incident.type(),
        cut(incident.message().orElse("-"), VALUE),
        Texts.plain(incident.activityId()),
        incident.processInstanceId());
  }

  /** One of several instances on a line. */
  String brief(Instance instance) {
    return texts.get(
        "instance.brief",
        instance.id(),
        state(instance),
        instance.processKey().orElse(instance.processDefinitionId()),
        since(instance.started()));
  }

  private String since(Optional<String> time) {
    return instant(time)
        .map(at -> texts.get("instance.since", time(time), texts.age(Duration.between(at, now))))
        .orElseGet(() -> time(time));
  }

  private static String time(Optional<String> time) {
    return instant(time).map(TaskConditionText.TIME::format).orElseGet(() -> Texts.plain(time));
  }

  /** In the engine's format, or in ours; engines can be configured to another one. */
  private static Optional<Instant> instant(Optional<String> time) {
    try {
      return time.map(text -> text.endsWith("Z") ? Instant.parse(text) : TaskState.instant(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
