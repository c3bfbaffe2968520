package lib.tools.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.cli.Style;
import lib.base.text.Texts;

/** Statistics as lines of text. Prints nothing. */
final class StatisticsLines {

  /** Counts that should be 0: red if somebody has to act, yellow if somebody should look. */
  private static final Set<String> FAILURES =
      Set.of(
          "instances.with_incidents",
          "external_tasks.out_of_retries",
          "incidents.total",
          "incidents.failed_external_task",
          "incidents.failed_job");

  private static final Set<String> WARNINGS =
      Set.of(
          "definitions.suspended",
          "instances.suspended",
          "external_tasks.suspended",
          "external_tasks.back_off",
          "external_tasks.lock_expired",
          "user_tasks.suspended");

  private final Texts texts;
  private final Statistics statistics;
  private final List<RowLines.Line> lines = new ArrayList<>();

  StatisticsLines(Texts texts, Statistics statistics) {
    this.texts = texts;
    this.statistics = statistics;
  }

  /**
   * All of it.
   *
   * @param limit topics and processes to show
   */
  List<RowLines.Line> all(int limit) {
    statistics.groups().forEach(this::group);
    leftOut().ifPresent(text -> add(text, Optional.empty()));
    parts("processes.by_topic", statistics.tasksByTopic(), limit, statistics.topicsLeftOut());
    parts("processes.by_process", statistics.instancesByKey(), limit, 0);
    return lines;
  }

  private void group(CountGroup group) {
    for (Map.Entry<String, OptionalLong> count : group.counts().entrySet()) {
      String code = group.list().code() + "." + count.getKey();
      String text = texts.get("processes.count." + code, number(code, count.getValue()));
      add(text, style(code, count.getValue()));
    }
  }

  private String number(String code, OptionalLong count) {
    if (count.isEmpty()) {
      return "-";
    }
    String number = Texts.number(count.getAsLong());
    if (!statistics.backOffComplete() && code.equals("external_tasks.back_off")) {
      return texts.get("processes.at_least", number);
    }
    if (!statistics.backOffComplete() && code.equals("external_tasks.in_progress")) {
      return texts.get("processes.at_most", number);
    }
    return number;
  }

  private static Optional<Style> style(String code, OptionalLong count) {
    if (count.orElse(0) == 0) {
      return Optional.empty();
    }
    return FAILURES.contains(code)
        ? Optional.of(Style.FAILURE)
        : Optional.of(Style.WARNING).filter(style -> WARNINGS.contains(code));
  }

  private Optional<String> leftOut() {
    Set<EngineList> counted =
        statistics.groups().stream().map(CountGroup::list).collect(Collectors.toSet());
    counted.add(EngineList.HISTORY); // part of the instances
    String missing =
        Stream.of(EngineList.values())
            .filter(list -> !counted.contains(list))
            .map(list -> texts.get("processes.name." + list.code()))
            .collect(Collectors.joining(", "));
    return Optional.of(missing)
        .filter(names -> !names.isEmpty())
        .map(names -> texts.get("processes.left_out", names));
  }

  private void parts(String title, SortedMap<String, Long> counts, int limit, int notCounted) {
    if (counts.isEmpty() && notCounted == 0) {
      return;
    }
    add("", Optional.empty());
    add(texts.get(title), Optional.empty());
    counts.entrySet().stream()
        .limit(limit)
        .forEach(
            part ->
                add(
                    "  " + Texts.plain(part.getKey()) + ": " + Texts.number(part.getValue()),
                    Optional.empty()));
    if (counts.size() > limit) {
      add(texts.get("processes.more", Texts.number(counts.size() - limit)), Optional.empty());
    }
    if (notCounted > 0) {
      String text = texts.get("processes.topics_left_out", Texts.number(notCounted));
      add(text, Optional.of(Style.WARNING));
    }
  }

  private void add(String text, Optional<Style> style) {
    lines.add(new RowLines.Line(text, style));
  }
}
