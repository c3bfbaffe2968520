package lib.tools.queues;

import java.util.List;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.Finding;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.topology.AlternateExchange;
import lib.systems.topology.ObjectCheck;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopologyReport;
import lib.systems.topology.Verdict;

/** The report for people. */
public final class QueueView {

  private static final String SEPARATOR = "=".repeat(40);

  private final Texts texts;
  private final Output out;
  private final boolean verbose;
  private final String configuredAlternate;
  private final QueueLines lines;

  public QueueView(ToolContext context) {
    this.texts = context.texts();
    this.out = context.out();
    this.verbose = context.verbose();
    this.configuredAlternate = context.settings().rabbit().alternateExchange();
    this.lines = new QueueLines(texts, out, verbose, configuredAlternate);
  }

  /** Before the broker is asked. */
  public void title() {
    out.line(Style.ACCENT, texts.get("queues.title"));
    out.line(SEPARATOR);
  }

  /** All of it. */
  public void show(QueueReport report) {
    out.line(Style.OK, texts.get("queues.connected"));
    if (verbose) {
      String product = report.product().orElse("-") + " " + report.version().orElse("");
      out.line(texts.get("queues.broker", product.strip(), report.where()));
    }
    out.line();
    alternate(report.topology().alternate());
    out.line();
    out.line(texts.get("queues.found", Texts.number(report.found())));
    report.queues().forEach(queue -> lines.show(queue, report.topology().alternate()));
    infrastructure(report);
  }

  /** The queues as a table, and below it what is wrong. */
  void table(QueueReport report) {
    new QueueTable(texts, out).print(report);
    infrastructure(report);
  }

  private void alternate(AlternateExchange alternate) {
    boolean unknown = alternate.source() == AlternateExchange.Source.UNKNOWN;
    String name = alternate.name().orElse(unknown ? configuredAlternate : "-");
    out.line(texts.get("queues.alternate", name));
    if (alternate.source() == AlternateExchange.Source.NONE) {
      out.line(Style.FAILURE, texts.get("queues.alternate.none"));
    } else if (alternate.missing()) {
      out.line(Style.FAILURE, texts.get("queues.alternate.missing"));
    } else if (!unknown) {
      out.line(texts.get("queues.alternate.type", alternate.type().orElse("-")));
      out.line(texts.get("queues.alternate.description"));
    }
    alternate.policy().ifPresent(policy -> out.line(texts.get("queues.alternate.policy", policy)));
    alternate
        .why()
        .ifPresent(
            why ->
                out.line(
                    Style.WARNING,
                    texts.get(unknown ? "queues.alternate.unknown" : "queues.alternate.why", why)));
  }

  private void infrastructure(QueueReport report) {
    out.line();
    out.line(texts.get("queues.infrastructure"));
    for (Finding problem : report.problems()) {
      Style style = problem.severity() == Severity.CRITICAL ? Style.FAILURE : Style.WARNING;
      out.line(style, problem(problem));
    }
    TopologyReport topology = report.topology();
    if (report.problems().isEmpty()) {
      out.line(Style.OK, texts.get("queues.all_right"));
    }
    unseen(topology);
    topology
        .extraBindings()
        .forEach(
            b ->
                out.line(
                    texts.get(
                        "queues.extra_binding",
                        ObjectCheck.bindingName(b.source(), b.destination(), b.routingKey()))));
  }

  private String problem(Finding problem) {
    String key = problem.severity() == Severity.CRITICAL ? "queues.critical" : "queues.problem";
    return texts.get(key, texts.get(problem.message()));
  }

  /** What is wrong, a line each: for those who want no more than that. */
  List<String> problems(QueueReport report) {
    return report.problems().stream().map(problem -> problem(problem).strip()).toList();
  }

  /** What could not be checked; bindings all for the same reason. */
  private void unseen(TopologyReport topology) {
    for (ObjectCheck check : topology.objects()) {
      boolean hidden =
          check.verdict().is(Verdict.Kind.EXISTS) || check.verdict().is(Verdict.Kind.NOT_VISIBLE);
      if (hidden && check.kind() != ObjectKind.BINDING && verbose) {
        out.line(texts.get("queues.remark", check.sentence(texts)));
      }
    }
    long exists =
        topology.objects().stream().filter(c -> c.verdict().is(Verdict.Kind.EXISTS)).count();
    if (exists > 0 && !verbose) {
      out.line(texts.get("queues.properties_unseen", Texts.number(exists)));
    }
    topology
        .obstacle()
        .ifPresent(why -> out.line(texts.get("queues.bindings_unseen", why.userMessage())));
  }
}
