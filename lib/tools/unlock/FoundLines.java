package lib.tools.unlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.TaskState;
import lib.systems.camunda.UnreadableTask;

/** What was found as lines of text. Prints nothing. */
record FoundLines(Texts texts, FoundTasks found) {

  /** What would be changed; nothing if there is nothing to change. */
  List<String> plan(Optional<Integer> retries) {
    List<TaskState> tasks = found.toChange(retries.isPresent());
    if (tasks.isEmpty()) {
      return List.of();
    }
    boolean onlyLocked = retries.isEmpty() || found.notLocked().isEmpty();
    String plan = onlyLocked ? "unlock.plan" : "unlock.plan.change";
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(texts.get(plan, texts.count("task", tasks.size())));
    lines.addAll(new TaskLines(texts, found.at()).sums(tasks));
    retries.ifPresent(number -> lines.add(texts.get("unlock.plan.retries", Texts.number(number))));
    found.caution().ifPresent(caution -> lines.add(texts.get(caution)));
    return lines;
  }

  /** The tasks, each with all that is known of it. */
  List<String> tasks(int limit) {
    TaskLines tasks = new TaskLines(texts, found.at());
    List<String> lines = new ArrayList<>();
    lines.add("");
    List<TaskState> all = found.all();
    lines.add(heading());
    for (int i = 0; i < Math.min(limit, all.size()); i++) {
      lines.addAll(tasks.task(i + 1, all.get(i)));
      Message reason = found.reasons().get(all.get(i).id());
      if (reason != null) {
        lines.add(texts.get("unlock.field.lost", reason));
      }
    }
    if (all.size() > limit) {
      lines.add("");
      lines.add(texts.get("unlock.more", Texts.number(all.size() - limit)));
    }
    return lines;
  }

  /** How many were found. */
  String heading() {
    if (found.selection().failed()) {
      return texts.get("unlock.found_failed", Texts.number(found.all().size()));
    }
    String key = found.selection().lost() ? "unlock.found_lost" : "unlock.found";
    return texts.get(key, Texts.number(found.locked().size()));
  }

  /**
   * What is left alone and why.
   *
   * @param retries whether retries are set
   */
  List<String> leftOut(boolean retries) {
    List<String> lines = new ArrayList<>();
    LeftOut leftOut = found.leftOut();
    String unknown = leftOut.hidden() ? "unlock.unseen" : "unlock.unknown";
    leftOut.unknown().forEach(id -> lines.add(texts.get(unknown, id)));
    leftOut.unfitting().forEach(id -> lines.add(texts.get("unlock.unfitting", id)));
    leftOut.unreadable().forEach(row -> lines.add(unreadable(row)));
    if (!found.selection().failed()) {
      String state = retries ? "unlock.retries_only" : "unlock.not_locked";
      found.notLocked().forEach(task -> lines.add(texts.get(state, task.id())));
    }
    if (leftOut.expired() > 0) {
      lines.add(texts.get("unlock.expired", Texts.number(leftOut.expired())));
    }
    leftOut
        .doubt()
        .ifPresent(
            doubt ->
                lines.add(
                    texts.get("unlock.doubt", texts.count("task", doubt.tasks()), doubt.why())));
    if (leftOut.hidden() && leftOut.unknown().isEmpty()) {
      lines.add(texts.get("unlock.hidden"));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  private String unreadable(UnreadableTask row) {
    return texts.get("unlock.unreadable", row.id().orElse("-"), row.why().reason());
  }
}
