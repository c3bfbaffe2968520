package lib.tools.unlock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.cli.Output;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.config.Auth;
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

  public UnlockView(ToolContext context) {
    this.texts = context.texts();
    this.out = context.out();
    this.json = context.json();
  }

  /** Who is asked. */
  public void start(CamundaSettings camunda) {
    out.line(Style.ACCENT, texts.get("unlock.title"));
    out.line(SEPARATOR);
    out.line(texts.get("unlock.url", camunda.baseUrl()));
    boolean anonymous = camunda.auth() instanceof Auth.None;
    out.line(texts.get(anonymous ? "unlock.auth.off" : "unlock.auth.on"));
    if (!camunda.tenantIds().isEmpty()) {
      out.line(texts.get("unlock.tenants", String.join(", ", camunda.tenantIds())));
    }
    if (out.isErrorTerminal()) { // Cron would mail it.
      out.note(texts.get("unlock.searching"));
    }
  }

  /** All tasks that were found, and what was left out and why. */
  public void list(FoundTasks found) {
    lines(found, found.locked().size() + found.notLocked().size()).forEach(out::line);
    leftOut(found, false).forEach(out::line);
  }

  /**
   * What would be changed.
   *
   * @param asking whether somebody is asked next, who has to see this wherever stdout goes
   */
  public void preview(FoundTasks found, Integer retries, boolean asking) {
    List<TaskState> tasks = found.toChange(retries != null);
    List<String> lines = new ArrayList<>(lines(found, SHOWN));
    lines.addAll(leftOut(found, retries != null));
    if (!tasks.isEmpty()) {
      lines.add("");
      boolean onlyLocked = retries == null || found.notLocked().isEmpty();
      lines.add(
          texts.get(
              onlyLocked ? "unlock.plan" : "unlock.plan.change",
              texts.count("task", tasks.size())));
      lines.addAll(new TaskLines(texts, found.at()).sums(tasks));
      if (retries != null) {
        lines.add(texts.get("unlock.plan.retries", Texts.number(retries)));
      }
    }
    lines.forEach(out::line);
    if (asking && (!out.isTerminal() || json || out.isQuiet())) {
      lines.forEach(out.stderr()::println);
    }
  }

  private List<String> lines(FoundTasks found, int limit) {
    TaskLines tasks = new TaskLines(texts, found.at());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(texts.get("unlock.found", Texts.number(found.locked().size())));
    List<TaskState> all =
        Stream.concat(found.locked().stream(), found.notLocked().stream()).toList();
    for (int i = 0; i < Math.min(limit, all.size()); i++) {
      lines.addAll(tasks.task(i + 1, all.get(i)));
    }
    if (all.size() > limit) {
      lines.add("");
      lines.add(texts.get("unlock.more", Texts.number(all.size() - limit)));
    }
    return lines;
  }

  private List<String> leftOut(FoundTasks found, boolean retries) {
    List<String> lines = new ArrayList<>();
    found.unknown().forEach(id -> lines.add(texts.get("unlock.unknown", id)));
    found.unfitting().forEach(id -> lines.add(texts.get("unlock.unfitting", id)));
    for (TaskState task : found.notLocked()) {
      lines.add(texts.get(retries ? "unlock.retries_only" : "unlock.not_locked", task.id()));
    }
    if (found.expired() > 0) {
      lines.add(texts.get("unlock.expired", Texts.number(found.expired())));
    }
    if (!lines.isEmpty()) {
      lines.add(0, "");
    }
    return lines;
  }

  /** What unlocking leads to, before the question. */
  public void warn() {
    if (json || out.isQuiet()) {
      out.stderr().println(texts.get("unlock.warning"));
    } else {
      out.warning(texts.get("unlock.warning"));
    }
  }

  /** Why nothing was changed. */
  public void unchanged(Decision why) {
    switch (why) {
      case NOTHING_FOUND, DRY_RUN -> {
        out.line();
        out.line(Style.WARNING, texts.get("unlock.decision." + why.code()));
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
    boolean good = exitCode == ExitCode.OK;
    List<String> lines =
        List.of(
            "",
            texts.get("unlock.result", sums),
            "",
            SEPARATOR,
            texts.get(good ? "unlock.end" : "unlock.end_partly"));
    lines.forEach(line -> out.line(good ? Style.OK : Style.WARNING, line));
  }

  private void result(UnlockResult result) {
    String reason = result.error().map(texts::get).orElse("");
    String line =
        texts.get(
            "unlock.result." + result.outcome().code(), result.task().id(), Texts.plain(reason));
    if (result.outcome() == Outcome.FAILED) {
      out.error(line);
    } else {
      out.line(result.outcome().isGood() ? Style.OK : Style.WARNING, line);
    }
  }

  private String sum(Outcome outcome, long count) {
    return texts.get("unlock.count." + outcome.code(), texts.count("task", count));
  }
}
