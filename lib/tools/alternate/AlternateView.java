package lib.tools.alternate;

import java.util.List;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.Texts;

/** The test for people, step by step. */
public final class AlternateView implements ProbeView {

  private static final String RULER = "=".repeat(70);

  /** Each title is centred in its own width, as documented. */
  private static final int TITLE_WIDTH = 80;

  private static final int UNKNOWN_WIDTH = 90;
  private static final int RESULTS_WIDTH = 78;

  private final Texts texts;
  private final Output out;
  private final ProbePlan plan;
  private final String rest;

  public AlternateView(ToolContext context, ProbePlan plan) {
    this.texts = context.texts();
    this.out = context.out();
    this.plan = plan;
    this.rest = plan.rest();
  }

  @Override
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

  @Override
  public void connected() {
    out.line(Style.OK, texts.get("alternate.connected"));
  }

  @Override
  public void left(List<LeftMessages> messages) {
    for (LeftMessages left : messages) {
      String number = texts.count("test_message", left.number());
      out.line(
          left.removed() ? Style.OK : Style.WARNING,
          texts.get(
              left.removed() ? "alternate.left.removed" : "alternate.left", left.queue(), number));
    }
  }

  @Override
  public void creating() {
    out.line(texts.get("alternate.creating"));
  }

  @Override
  public void prepared(RoutingProbe test) {
    if (test.topology().wrong().isEmpty()) {
      out.line(Style.OK, texts.get("alternate.created"));
    } else {
      out.line(Style.WARNING, texts.get("alternate.differs"));
      test.topology()
          .wrong()
          .forEach(
              check ->
                  out.line(
                      Style.WARNING, texts.get("alternate.difference", check.sentence(texts))));
    }
    ProbeTopology stage = test.stage();
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
                use.queue(),
                texts.count("message", use.messages()),
                texts.count("consumer", use.consumers())));
      } else if (plan.queues().contains(use.queue())) {
        out.line(texts.get("alternate.clean", use.queue()));
      }
    }
  }

  @Override
  public void known() {
    title("alternate.known", TITLE_WIDTH);
  }

  @Override
  public void unknown() {
    title("alternate.unknown", UNKNOWN_WIDTH);
  }

  @Override
  public void sent(SentMessage message) {
    ProbeTopic topic = message.topic();
    out.line(texts.get("alternate.topic", topic.topic()));
    if (topic.known()) {
      out.line(texts.get("alternate.system", topic.system()));
      out.line(texts.get("alternate.queue", topic.expectedQueue()));
    } else {
      out.line(texts.get("alternate.expected", topic.expectedQueue()));
    }
    if (message.returned().isPresent()) {
      String status = message.taken() ? "alternate.status.returned" : "alternate.status.refused";
      out.line(Style.FAILURE, texts.get(status, message.returned().get()));
    } else {
      out.line(texts.get("alternate.status.sent"));
    }
    out.line();
  }

  @Override
  public void results(AlternateReport report, boolean keep) {
    title("alternate.results", RESULTS_WIDTH);
    new ResultView(texts, out, plan).show(report, keep);
  }
}
