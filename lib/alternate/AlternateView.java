package lib.alternate;

//SOURCES AlternateReport.java
//SOURCES AlternateTest.java
//SOURCES MessageResult.java
//SOURCES MessageVerdict.java
//SOURCES QueueUse.java
//SOURCES SentMessage.java
//SOURCES Stage.java
//SOURCES TestPlan.java
//SOURCES TestTopic.java
//SOURCES ../cli/Output.java
//SOURCES ../cli/Style.java
//SOURCES ../cli/ToolContext.java
//SOURCES ../text/Texts.java
//SOURCES ../topology/AlternateExchange.java

import java.util.List;
import lib.cli.Output;
import lib.cli.Style;
import lib.cli.ToolContext;
import lib.text.Texts;
import lib.topology.AlternateExchange;

/** The test for people, step by step. */
public final class AlternateView {

  private static final String RULER = "=".repeat(70);

  /** Each title is centred in its own width, as documented. */
  private static final int TITLE_WIDTH = 80;

  private static final int UNKNOWN_WIDTH = 90;
  private static final int RESULTS_WIDTH = 78;

  private final Texts texts;
  private final Output out;
  private final TestPlan plan;
  private final String rest;

  public AlternateView(ToolContext context, TestPlan plan) {
    this.texts = context.texts();
    this.out = context.out();
    this.plan = plan;
    this.rest = plan.rest();
  }

  /** Before the broker is asked. */
  public void start() {
    title("alternate.title", TITLE_WIDTH);
    out.line(texts.get("alternate.intro.1"));
    out.line(texts.get("alternate.intro.2", rest));
    out.line();
  }

  private void title(String key, int width) {
    String text = texts.get(key);
    int left = Math.max(0, width - text.length()) / 2;
    int right = Math.max(0, width - text.length() - left);
    out.line(RULER);
    out.line(" ".repeat(left) + out.styled(Style.ACCENT, text) + " ".repeat(right));
    out.line(RULER);
  }

  /** The connection is there. */
  public void connected() {
    out.line(Style.OK, texts.get("alternate.connected"));
    out.line(texts.get("alternate.creating"));
  }

  /** What the test takes place on. */
  public void prepared(AlternateTest test) {
    if (test.topology().wrong().isEmpty()) {
      out.line(Style.OK, texts.get("alternate.created"));
    } else {
      out.line(Style.WARNING, texts.get("alternate.differs"));
      test.topology()
          .wrong()
          .forEach(
              check ->
                  out.line(
                      Style.WARNING,
                      texts.get("alternate.difference", line(check.sentence(texts)))));
    }
    Stage stage = test.stage();
    if (stage.isIsolated()) {
      String how = stage.asOnBroker() ? "alternate.copy.broker" : "alternate.copy.configured";
      out.line(texts.get("alternate.copy", stage.prefix().orElseThrow(), texts.get(how)));
    } else {
      clean(test.before());
    }
    out.line();
  }

  private void clean(List<QueueUse> queues) {
    out.line();
    out.line(texts.get("alternate.cleaning"));
    for (QueueUse use : queues) {
      if (use.isUsed()) {
        out.line(
            Style.WARNING,
            texts.get(
                "alternate.used",
                line(use.queue()),
                texts.count("message", use.messages()),
                texts.count("consumer", use.consumers())));
      } else if (plan.queues().contains(use.queue())) {
        out.line(texts.get("alternate.clean", line(use.queue())));
      }
    }
  }

  /** Before the listed topics. */
  public void known() {
    title("alternate.known", TITLE_WIDTH);
  }

  /** Before the topics that nobody lists. */
  public void unknown() {
    title("alternate.unknown", UNKNOWN_WIDTH);
  }

  /** A message has been sent. */
  public void sent(SentMessage message) {
    TestTopic topic = message.topic();
    out.line(texts.get("alternate.topic", line(topic.topic())));
    if (topic.known()) {
      out.line(texts.get("alternate.system", topic.system()));
      out.line(texts.get("alternate.queue", topic.expectedQueue()));
    } else {
      out.line(texts.get("alternate.expected", topic.expectedQueue()));
    }
    if (message.returned().isPresent()) {
      out.line(Style.FAILURE, texts.get("alternate.status.returned", message.returned().get()));
    } else {
      out.line(texts.get("alternate.status.sent"));
    }
    out.line();
  }

  /** Where everything came out. */
  public void results(AlternateReport report, boolean keep) {
    title("alternate.results", RESULTS_WIDTH);
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
      out.line(Style.FAILURE, texts.get("alternate.failed", wrong(report)));
    }
  }

  private static String wrong(AlternateReport report) {
    return Texts.number(report.results().stream().filter(r -> !r.isRight()).count());
  }

  private void alternate(AlternateExchange alternate) {
    out.line(texts.get("alternate.exchange"));
    out.line(texts.get("alternate.exchange.name", line(alternate.name().orElse("-"))));
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
    String mark = queue.equals(rest) ? " 🔄" : plan.queues().contains(queue) ? " 🎯" : "";
    out.line("   " + box + " " + line(queue) + ": " + texts.count("message", count) + mark);
    if (queue.equals(rest)) {
      report
          .topology()
          .alternate()
          .name()
          .ifPresent(name -> out.line(texts.get("alternate.source", line(name))));
    }
  }

  private void analysis(AlternateReport report) {
    out.line(texts.get("alternate.analysis"));
    out.line(texts.get("alternate.known_count", right(report, true)));
    out.line(texts.get("alternate.unknown_count", right(report, false), rest));
    count(report, MessageVerdict.RETURNED, "alternate.returned_count");
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
    String what =
        switch (result.verdict()) {
          case ROUTED -> texts.get("alternate.verdict.routed", queues(result));
          case VIA_ALTERNATE -> texts.get("alternate.verdict.via_alternate", queues(result));
          case RETURNED -> texts.get("alternate.verdict.returned", result.returned().orElse("-"));
          case LOST -> texts.get("alternate.verdict.lost");
          case DUPLICATED -> texts.get("alternate.verdict.duplicated", queues(result));
        };
    String topic = line(result.topic().topic());
    if (result.isRight()) {
      out.line(Style.OK, texts.get("alternate.verdict.right", topic, what));
    } else {
      String expected = result.topic().expectedQueue();
      out.line(Style.FAILURE, texts.get("alternate.verdict.wrong", topic, what, expected));
    }
  }

  private static String queues(MessageResult result) {
    return line(String.join(", ", result.queues()));
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
