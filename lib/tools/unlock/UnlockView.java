package lib.tools.unlock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lib.base.cli.Output;
import lib.base.cli.OutputForm;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.config.CamundaSettings;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.camunda.TaskState;

/** What the tool tells people. */
public final class UnlockView {

  /** More tasks than anybody reads before answering; the sums below them tell the rest. */
  private static final int SHOWN = 50;

  private static final String SEPARATOR = "=".repeat(50);

  private final Texts texts;
  private final Output out;
  private final boolean json;
  private final boolean table;

  public UnlockView(ToolContext context) {
    this.texts = context.texts();
    this.out = context.out();
    this.json = context.json();
    this.table = context.form() == OutputForm.TABLE;
  }

  /** Who is asked. */
  public void start(CamundaSettings camunda) {
    if (table) {
      return;
    }
    out.line(Style.ACCENT, texts.get("unlock.title"));
    out.line(SEPARATOR);
    out.line(texts.get("unlock.url", camunda.baseUrl()));
    out.line(texts.get(camunda.auth().isOn() ? "unlock.auth.on" : "unlock.auth.off"));
    if (!camunda.tenantIds().isEmpty()) {
      out.line(texts.get("unlock.tenants", String.join(", ", camunda.tenantIds())));
    }
    if (out.isErrorTerminal()) { // Cron would mail it.
      out.note(texts.get("unlock.searching"));
    }
  }

  /** All tasks that were found, and what was left out and why. */
  public void list(FoundTasks found) {
    var lines = new FoundLines(texts, found);
    if (table) {
      out.line(lines.heading());
      new TaskTable(texts, out, found).print();
    } else {
      lines.tasks(found.all().size()).forEach(out::line);
    }
    lines.leftOut(false).forEach(out::line);
    quietly(found, lines, true);
  }

  /** Who only wants to hear of errors is told why not all is done. */
  private void quietly(FoundTasks found, FoundLines lines, boolean retries) {
    if (out.isQuiet() && !json && !found.isComplete(retries)) {
      lines.leftOut(retries).stream().filter(line -> !line.isEmpty()).forEach(out::question);
    }
  }

  /**
   * What would be changed.
   *
   * @param asking whether somebody is asked next, who has to see this wherever stdout goes
   */
  public void preview(FoundTasks found, Optional<Integer> retries, boolean asking) {
    var parts = new FoundLines(texts, found);
    List<String> lines = new ArrayList<>(parts.tasks(SHOWN));
    lines.addAll(parts.leftOut(retries.isPresent()));
    lines.addAll(parts.plan(retries));
    lines.forEach(out::line);
    if (asking && (!out.isTerminal() || json || out.isQuiet())) {
      lines.forEach(out::question);
    } else {
      quietly(found, parts, retries.isPresent());
    }
  }

  /** What unlocking leads to, before the question. */
  public void warn(FoundTasks found, Optional<Integer> retries) {
    List<TaskState> locked = found.locked();
    long suspended = locked.stream().filter(TaskState::suspended).count();
    long failed = locked.stream().filter(task -> isOutOfRetries(task, retries)).count();
    if (locked.stream().anyMatch(task -> !isStuck(task, retries))) {
      warn(texts.get("unlock.warning"));
    }
    if (suspended > 0) {
      warn(texts.get("unlock.stuck.suspended", Texts.number(suspended)));
    }
    if (failed > 0) {
      warn(texts.get("unlock.stuck.out_of_retries", Texts.number(failed)));
    }
  }

  private void warn(String text) {
    if (json || out.isQuiet()) {
      out.question(text);
    } else {
      out.warning(text);
    }
  }

  /** Whether nobody gets the task, unlocked or not. */
  private static boolean isStuck(TaskState task, Optional<Integer> retries) {
    return task.suspended() || isOutOfRetries(task, retries);
  }

  private static boolean isOutOfRetries(TaskState task, Optional<Integer> retries) {
    return retries.isEmpty() && task.isOutOfRetries();
  }

  /** Why nothing was changed. */
  public void unchanged(Decision why, FoundTasks found, Optional<Integer> retries) {
    switch (why) {
      case NOTHING_FOUND, DRY_RUN -> {
        out.line();
        String text = texts.get("unlock.decision." + why.code());
        if (why == Decision.NOTHING_FOUND) {
          out.concern(Style.WARNING, text);
        } else {
          out.line(Style.WARNING, text);
        }
        if (found.isEmpty() && retries.isPresent() && !found.selection().failed()) {
          out.line(texts.get("unlock.hint_failed"));
        }
      }
      case DECLINED, NOT_CONFIRMED -> out.error(texts.get("unlock.decision." + why.code()));
      case LISTED, UNLOCK -> {
        // the list is all there is to say
      }
    }
  }

  /** The bar that shows how far the unlocking has got. */
  public ProgressBar progress(int total) {
    return new ProgressBar(out, texts, texts.get("unlock.progress"), total);
  }

  /** The engine could not be asked whether the locks are really gone. */
  public void unverified(UserException why) {
    out.error(texts.get("unlock.unverified", why.userMessage()));
  }

  /** Ctrl-C was pressed; the requests under way may take their time. */
  public void stopping() {
    out.note("");
    out.note(texts.get("unlock.stopping"));
  }

  /** What came of everything; of many tasks only what went wrong is worth a line. */
  public void end(UnlockResults results, ExitCode exitCode) {
    List<UnlockResult> all = results.all();
    all.stream()
        .filter(result -> all.size() <= SHOWN || !result.outcome().isGood())
        .forEach(this::result);
    String sums =
        Arrays.stream(Outcome.values())
            .filter(outcome -> outcome == Outcome.UNLOCKED || results.count(outcome) > 0)
            .map(outcome -> sum(outcome, results.count(outcome)))
            .collect(Collectors.joining(", "));
    String result = texts.get("unlock.result", sums);
    out.line();
    if (exitCode == ExitCode.OK) {
      out.line(Style.OK, result);
      end(Style.OK, "unlock.end");
    } else {
      out.concern(Style.WARNING, result);
      end(Style.WARNING, "unlock.end_partly");
    }
  }

  private void end(Style style, String key) {
    out.line();
    out.line(style, SEPARATOR);
    out.line(style, texts.get(key));
  }

  private void result(UnlockResult result) {
    boolean stuck =
        result.outcome() == Outcome.UNLOCKED && isStuck(result.task(), result.retries());
    String key = "unlock.result." + result.outcome().code() + (stuck ? "_stuck" : "");
    String reason =
        stuck
            ? texts.get("unlock.stuck." + (result.task().suspended() ? "activate" : "give_retries"))
            : result.error().map(texts::get).orElse("");
    String line = texts.get(key, result.task().id(), Texts.plain(reason));
    if (result.outcome() == Outcome.FAILED) {
      out.error(line);
    } else if (result.outcome().isGood() && !stuck) {
      out.line(Style.OK, line);
    } else {
      out.concern(Style.WARNING, line);
    }
  }

  private String sum(Outcome outcome, long count) {
    return texts.get("unlock.count." + outcome.code(), texts.count("task", count));
  }
}
