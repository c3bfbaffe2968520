package lib.tools.alternate;

import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Printable;
import lib.base.text.Texts;
import lib.systems.topology.AlternateExchange;

/** The results of the test for people. */
record ResultView(Texts texts, Output out, ProbePlan plan) {

  /** Where everything came out. */
  void show(AlternateReport report, boolean keep) {
    alternate(report.topology().alternate());
    out.line();
    out.line(texts.get("alternate.queues"));
    report.stage().queues().keySet().forEach(queue -> queue(report, queue));
    out.line();
    analysis(report);
    out.line();
    out.line(texts.get("alternate.verdicts"));
    report.results().forEach(this::verdict);
    out.line();
    if (keep && !report.stage().isIsolated()) {
      out.line(texts.get("alternate.kept", Texts.number(report.results().size())));
    } else {
      out.line(texts.get("alternate.removed", Texts.number(report.removed())));
    }
    if (report.isPassed()) {
      out.line(Style.OK, texts.get("alternate.passed"));
    } else if (report.complete()) {
      out.line(Style.FAILURE, new VerdictText(texts).failed(report));
    }
  }

  private void alternate(AlternateExchange alternate) {
    out.line(texts.get("alternate.exchange"));
    out.line(texts.get("alternate.exchange.name", alternate.name().orElse("-")));
    out.line(texts.get("alternate.exchange.type", alternate.type().orElse("-")));
    if (alternate.missing()) {
      out.line(Style.FAILURE, texts.get("alternate.exchange.missing"));
    } else if (alternate.name().isPresent()) {
      out.line(texts.get("alternate.exchange.description"));
    }
    alternate
        .why()
        .ifPresent(why -> out.line(Style.WARNING, texts.get("alternate.exchange.why", why)));
  }

  private void queue(AlternateReport report, String queue) {
    long count = report.messagesIn(queue);
    if (count == 0 && !plan.queues().contains(queue)) {
      return; // nothing to do with this test
    }
    String box = count > 0 ? "📬" : "📭";
    String mark = queue.equals(plan.rest()) ? " 🔄" : plan.queues().contains(queue) ? " 🎯" : "";
    out.line(
        "   " + box + " " + Printable.line(queue) + ": " + texts.count("message", count) + mark);
    if (queue.equals(plan.rest())) {
      report
          .topology()
          .alternate()
          .name()
          .ifPresent(name -> out.line(texts.get("alternate.source", name)));
    }
  }

  private void analysis(AlternateReport report) {
    out.line(texts.get("alternate.analysis"));
    out.line(texts.get("alternate.known_count", right(report, true)));
    out.line(texts.get("alternate.unknown_count", right(report, false), plan.rest()));
    count(report, MessageVerdict.RETURNED, "alternate.returned_count");
    if (number(report, MessageVerdict.REFUSED) > 0) {
      count(report, MessageVerdict.REFUSED, "alternate.refused_count");
    }
    count(report, MessageVerdict.LOST, "alternate.lost_count");
    long duplicated = number(report, MessageVerdict.DUPLICATED);
    if (duplicated > 0) {
      String messages = texts.count("message", duplicated);
      out.line(Style.FAILURE, texts.get("alternate.duplicated_count", messages));
    } else {
      out.line(
          Style.OK,
          texts.get(report.isPassed() ? "alternate.separated" : "alternate.not_duplicated"));
    }
  }

  private void count(AlternateReport report, MessageVerdict verdict, String key) {
    long number = number(report, verdict);
    if (number > 0) {
      out.line(Style.FAILURE, texts.get(key, texts.count("message", number)));
    }
  }

  private static long number(AlternateReport report, MessageVerdict verdict) {
    return report.results().stream().filter(r -> r.verdict() == verdict).count();
  }

  private String right(AlternateReport report, boolean known) {
    long number =
        report.results().stream()
            .filter(
                r -> r.topic().known() == known && r.queues().contains(r.topic().expectedQueue()))
            .count();
    return texts.count("message", number);
  }

  private void verdict(MessageResult result) {
    VerdictText text = new VerdictText(texts);
    if (result.isRight()) {
      String topic = result.topic().topic();
      out.line(Style.OK, texts.get("alternate.verdict.right", topic, text.of(result)));
    } else {
      out.line(Style.FAILURE, text.wrong("alternate.verdict.wrong", result));
    }
  }
}
