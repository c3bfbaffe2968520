package lib.tools.unlock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.text.Texts;
import lib.systems.camunda.TaskConditionText;
import lib.systems.camunda.TaskState;

/** Tasks and sums of tasks as lines of text. Prints nothing. */
final class TaskLines {

  private static final int GROUPS = 10;

  private final Texts texts;
  private final Instant now;
  private final TaskConditionText conditions;

  /**
   * @param now the moment at which the tasks were found, which decides what a lock is worth
   */
  TaskLines(Texts texts, Instant now) {
    this.texts = texts;
    this.now = now;
    this.conditions = new TaskConditionText(texts, now);
  }

  /** Everything about a task, a line each. */
  List<String> task(int number, TaskState task) {
    TaskState.Place place = task.place();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(texts.get("unlock.task", Texts.number(number)));
    lines.add(field("id", Optional.of(task.id())));
    lines.add(field("topic", Optional.of(task.topic())));
    lines.add(field("holder", task.holder()));
    lines.add(field("lock_end", task.lockEnd().map(TaskConditionText.TIME::format)));
    lines.add(field("state", Optional.of(conditions.of(task))));
    lines.add(
        texts.get(
            "unlock.field.process",
            Texts.plain(place.processKey()),
            Texts.plain(place.activityId())));
    lines.add(field("instance", place.processInstanceId()));
    lines.add(field("business_key", place.businessKey()));
    lines.add(field("retries", task.retries().map(Texts::number)));
    task.errorMessage().ifPresent(error -> lines.add(field("error", Optional.of(error))));
    return lines;
  }

  /** How many there are of each topic, holder and state. */
  List<String> sums(List<TaskState> tasks) {
    List<String> lines = new ArrayList<>();
    lines.add(sum("topics", tasks, TaskState::topic));
    lines.add(sum("holders", tasks, task -> task.holder().orElse("")));
    lines.add(sum("states", tasks, task -> conditions.of(task.conditionAt(now))));
    return lines;
  }

  private String sum(String name, List<TaskState> tasks, Function<TaskState, String> property) {
    Map<String, Long> groups =
        tasks.stream()
            .map(task -> Texts.plain(property.apply(task)))
            .collect(Collectors.groupingBy(group -> group, TreeMap::new, Collectors.counting()));
    Stream<String> shown =
        groups.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(GROUPS)
            .map(group -> group.getKey() + ": " + Texts.number(group.getValue()));
    Stream<String> rest = groups.size() > GROUPS ? Stream.of("...") : Stream.empty();
    return texts.get(
        "unlock.sum." + name, Stream.concat(shown, rest).collect(Collectors.joining(", ")));
  }

  private String field(String name, Optional<String> value) {
    return texts.get("unlock.field." + name, Texts.plain(value));
  }
}
