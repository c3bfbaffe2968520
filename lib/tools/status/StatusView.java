package lib.tools.status;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.base.text.Finding;
import lib.base.text.Severity;
import lib.base.text.Texts;

/** What the tool tells people. */
public final class StatusView {

  private static final String SEPARATOR = "=".repeat(80);

  /** What fits on a screen; with --verbose all that the worker remembers. */
  private static final int ERRORS_SHOWN = 5;

  private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\.) +(?=\\p{Lu})");

  private final Texts texts;
  private final Output out;
  private final StatusWords words;
  private final WorkerLines lines;
  private final ServerLines servers;
  private final boolean verbose;

  public StatusView(ToolContext context) {
    this.texts = context.texts();
    this.out = context.out();
    this.words = new StatusWords(texts);
    this.lines = new WorkerLines(texts, words, out);
    this.servers = new ServerLines(context.settings(), texts, out);
    this.verbose = context.verbose();
  }

  /** Everything on one line: the numbers, or what is wrong; at an outage only the worst of it. */
  public String brief(SystemStatus status, Verdict verdict) {
    Summary sum = new Summary(status);
    if (verdict.findings().isEmpty()) {
      String numbers =
          texts.get(
              "status.brief.numbers",
              sum.answering(),
              sum.configured(),
              StatusWords.number(sum.tasks("routed")),
              StatusWords.number(sum.answersSettled()),
              words.duration(sum.uptime()));
      return headline(verdict) + ": " + numbers;
    }
    String wrong =
        verdict.told().stream()
            .filter(finding -> finding.severity().exitCode() == verdict.exitCode())
            .map(finding -> withoutAdvice(StatusWords.line(texts.get(finding.message()))))
            .collect(Collectors.joining(" "));
    String workers = texts.get("status.brief.workers", sum.answering(), sum.configured());
    return headline(verdict) + ": " + wrong + " " + workers;
  }

  /** The first sentence says what is wrong and why, the others what to do about it. */
  private static String withoutAdvice(String text) {
    return SENTENCE_END.split(text, 2)[0];
  }

  private String headline(Verdict verdict) {
    return mark(verdict.exitCode())
        + " "
        + texts.get("status.headline." + verdict.headline().code());
  }

  private static String mark(ExitCode level) {
    return switch (level) {
      case OK -> "🟢";
      case WARNING -> "🟡";
      case CRITICAL, UNKNOWN, INTERRUPTED -> "🔴";
    };
  }

  /** The whole report. */
  public void show(SystemStatus status, Verdict verdict, boolean performance) {
    out.line(SEPARATOR);
    out.line(Style.ACCENT, "UNIVERSAL CAMUNDA WORKER - STATUS REPORT");
    out.line(SEPARATOR);
    title("status.title.worker");
    status.workers().forEach(lines::show);
    if (!status.reports().isEmpty()) {
      work(status, performance);
    }
    servers.show(status);
    verdict(verdict);
  }

  /** What workers that answer tell of their work. */
  private void work(SystemStatus status, boolean performance) {
    statistics(new Summary(status));
    if (performance) {
      title("status.title.performance");
      status
          .workers()
          .forEach((url, a) -> a.value().ifPresent(w -> lines.performance(url, w.page())));
    }
    errors(status);
  }

  private void title(String key) {
    out.line();
    out.line(Style.ACCENT, texts.get(key));
  }

  private void statistics(Summary sum) {
    title("status.title.statistics");
    lines.numbers(
        "status.tasks",
        sum.tasks("fetched"),
        sum.tasks("routed"),
        sum.tasks("failed"),
        sum.tasks("unlocked"),
        sum.tasksInFlight());
    lines.numbers(
        "status.answers",
        sum.answersSettled(),
        sum.answersCompleted(),
        sum.answersAlreadyDone(),
        sum.answersToErrorQueue(),
        sum.answersInFlight());
    if (sum.answersWaiting() > 0) {
      lines.numbers("status.answers_waiting", sum.answersWaiting());
    }
  }

  private void errors(SystemStatus status) {
    title("status.title.errors");
    List<WorkerReport.Trouble> all =
        status.reports().stream()
            .flatMap(worker -> worker.errors().stream())
            .sorted(Comparator.comparing(WorkerReport.Trouble::time).reversed())
            .toList();
    if (all.isEmpty()) {
      out.line(Style.OK, texts.get("status.no_errors"));
    }
    all.stream().limit(verbose ? all.size() : ERRORS_SHOWN).forEach(this::error);
    if (!verbose && all.size() > ERRORS_SHOWN) {
      out.line(texts.get("status.more_errors", all.size() - ERRORS_SHOWN));
    }
  }

  private void error(WorkerReport.Trouble error) {
    String time = words.time(java.util.Optional.of(error.time()));
    String task = error.task().map(id -> " " + texts.get("status.task", id)).orElse("");
    String text = StatusWords.line(error.text());
    out.line(Style.WARNING, "  ⚠️ " + time + " " + error.kind() + task + ": " + text);
  }

  private void verdict(Verdict verdict) {
    out.line();
    for (Finding finding : verdict.told()) {
      boolean critical = finding.severity() == Severity.CRITICAL;
      String line = (critical ? "❌ " : "⚠️ ") + StatusWords.line(texts.get(finding.message()));
      out.line(critical ? Style.FAILURE : Style.WARNING, line);
    }
    out.line(SEPARATOR);
    String label = texts.get("status.headline." + verdict.headline().code());
    out.line(
        style(verdict.exitCode()),
        mark(verdict.exitCode()) + " " + texts.get("status.verdict", label));
    out.line(SEPARATOR);
  }

  /** The colour of a verdict. */
  public static Style style(ExitCode level) {
    return switch (level) {
      case OK -> Style.OK;
      case WARNING -> Style.WARNING;
      case CRITICAL, UNKNOWN, INTERRUPTED -> Style.FAILURE;
    };
  }
}
