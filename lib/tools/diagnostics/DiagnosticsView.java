package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.List;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.config.Auth;
import lib.base.config.CamundaSettings;
import lib.base.config.EffectiveSetting;
import lib.base.config.SettingTable;
import lib.base.config.Settings;
import lib.base.config.SystemRoute;
import lib.base.text.Texts;

/**
 * A report on the screen: what was looked at first, what is wrong and what to do about it last,
 * where somebody sees it who did not scroll.
 */
public final class DiagnosticsView {

  private static final String SEPARATOR = "=".repeat(50);
  private static final String INDENT = "   ";

  private final Report report;
  private final boolean detailed;
  private final Texts texts;
  private final Words words;
  private final Output out;

  /**
   * @param detailed whether to show each thing that is in order and every setting
   */
  public DiagnosticsView(Report report, boolean detailed, ToolContext context) {
    this.report = report;
    this.detailed = detailed;
    this.texts = context.texts();
    this.words = Words.of(report, texts);
    this.out = context.out();
  }

  /** Before anything has been found. */
  public static void title(ToolContext context) {
    context.out().line(Style.ACCENT, context.texts().get("diagnostics.title"));
    context.out().line(SEPARATOR);
    if (context.out().isErrorTerminal()) { // Cron would mail it.
      context.out().note(context.texts().get("diagnostics.running"));
    }
  }

  /** All of it; if only errors are wanted, what does not work. */
  public void show() {
    ProblemView problems = new ProblemView(report, detailed, words, out);
    if (out.isQuiet()) {
      problems.errors();
      return;
    }
    for (Section section : report.sections()) {
      section(section);
    }
    problems.show();
  }

  private void section(Section section) {
    out.line();
    out.line(Style.ACCENT, words.get("section." + section.code()));
    if (section == Section.ROUTING) {
      systems();
    } else if (section == Section.SETTINGS) {
      worker();
    }
    List<String> notReached = new ArrayList<>();
    for (Check check : Check.values()) {
      if (check.section() == section) {
        List<CheckResult> findings = report.of(check);
        if (!detailed && findings.stream().anyMatch(CheckResult::isNotReached)) {
          notReached.add(words.name(check));
        } else {
          check(check, findings);
        }
      }
    }
    if (!notReached.isEmpty()) {
      line(Status.SKIPPED, words.get("not_reached"), String.join(", ", notReached));
    }
    if (section == Section.SETTINGS) {
      settings();
    }
  }

  /** One line for many things that are all well, and one for what was not looked at. */
  private void check(Check check, List<CheckResult> findings) {
    for (Status status : List.of(Status.OK, Status.SKIPPED)) {
      List<CheckResult> alike = findings.stream().filter(f -> f.status() == status).toList();
      if (!detailed && alike.size() > 1) {
        sum(check, alike, findings.size());
      } else {
        alike.forEach(this::finding);
      }
    }
    List<CheckResult> bad = findings.stream().filter(f -> f.status().isProblem()).toList();
    int shown = detailed ? bad.size() : Math.min(bad.size(), ProblemView.ALIKE);
    bad.subList(0, shown).forEach(this::finding);
    if (shown < bad.size()) {
      out.line(INDENT + words.get("more", Texts.number(bad.size() - shown)));
    }
  }

  private void sum(Check check, List<CheckResult> alike, int all) {
    int others = all - alike.size();
    String text =
        words.get(
            sumKey(alike, others),
            Texts.number(alike.size()),
            Texts.number(all),
            Texts.number(others));
    line(alike.get(0).status(), words.name(check), text);
  }

  private static String sumKey(List<CheckResult> alike, int others) {
    if (alike.get(0).status() == Status.SKIPPED) {
      return "skipped_of";
    }
    if (alike.stream().anyMatch(finding -> finding.kind().equals("configured"))) {
      return "configured_of";
    }
    return others == 0 ? "good_of" : "some_of";
  }

  private void finding(CheckResult finding) {
    line(finding.status(), words.name(finding.check()), words.foundThere(finding));
    if (detailed) {
      words.details(finding).forEach(detail -> out.line(INDENT + INDENT + detail));
    }
  }

  private void line(Status status, String name, String text) {
    String mark = words.get("mark." + status.code());
    out.line(style(status), INDENT + mark + " " + name + ": " + text);
  }

  static Style style(Status status) {
    return switch (status) {
      case OK -> Style.OK;
      case WARNING -> Style.WARNING;
      case FAILURE -> Style.FAILURE;
      case SKIPPED -> Style.DIM;
    };
  }

  private void systems() {
    Settings settings = report.settings();
    long topics = settings.routing().mappedTopics().size();
    out.line(INDENT + words.get("topics", Texts.number(topics)));
    for (SystemRoute route : settings.routing().systems()) {
      String count = Texts.number(route.topics().size());
      out.line(INDENT + words.get("route", route.system(), count, route.queue()));
      if (detailed) {
        report.traces().stream()
            .filter(trace -> trace.system().equals(route.system()))
            .forEach(this::trace);
      }
    }
  }

  private void trace(TopicTrace trace) {
    String queues =
        trace.route().queues().isEmpty() ? "-" : String.join(", ", trace.route().queues());
    out.line(INDENT + "  - " + trace.topic() + ": " + trace.routingKey() + " -> " + queues);
  }

  private void worker() {
    CamundaSettings camunda = report.settings().camunda();
    out.line(INDENT + words.get("worker.id", camunda.workerId()));
    out.line(INDENT + words.get("worker.url", camunda.baseUrl()));
    out.line(INDENT + words.get("worker.max_tasks", camunda.maxTasks()));
    out.line(INDENT + words.get("worker.lock", camunda.lockDuration().toMillis()));
    boolean auth = !(camunda.auth() instanceof Auth.None);
    out.line(INDENT + words.get("worker.auth", words.get(auth ? "yes" : "no")));
  }

  /** Of the settings, those that somebody has set; all of them if details are wanted. */
  private void settings() {
    List<EffectiveSetting> all = report.settings().effective();
    List<EffectiveSetting> shown =
        all.stream()
            .filter(setting -> detailed || !setting.isDefault())
            .filter(s -> detailed || !SettingTable.isLikeDefault(s.name(), s.value()))
            .toList();
    out.line(
        INDENT
            + words.get(
                detailed ? "settings.all" : "settings.changed",
                Texts.number(shown.size()),
                Texts.number(all.size())));
    for (EffectiveSetting setting : shown) {
      String value = setting.value().isEmpty() ? "-" : words.clean(setting.value());
      String source = words.clean(texts.get(setting.source()));
      out.line(INDENT + "  " + setting.name() + " = " + value + "  (" + source + ")");
    }
  }
}
