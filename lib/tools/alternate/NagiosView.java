package lib.tools.alternate;

import java.util.List;
import lib.base.cli.NagiosLine;
import lib.base.cli.Output;
import lib.base.text.Texts;

/**
 * The result as a Nagios plugin prints it, also with {@code --quiet}: state, text and performance
 * data on one line, further wrong topics on a line each.
 */
public record NagiosView(Texts texts, Output out) implements ProbeView {

  @Override
  public void results(AlternateReport report, boolean keep) {
    List<MessageResult> wrong = VerdictText.wrong(report);
    int all = report.results().size();
    var line =
        new NagiosLine(report.exitCode(), text(report, wrong))
            .data("messages", all, "", "", 0)
            .data("wrong", wrong.size(), "", "", 0);
    wrong.stream().skip(1).forEach(result -> line.more(wrong(result)));
    LeftMessages.told(report.left(), texts).forEach(line::more);
    line.print(out);
  }

  private String text(AlternateReport report, List<MessageResult> wrong) {
    if (!report.complete()) {
      return texts.get("alternate.nagios.interrupted");
    }
    return wrong.isEmpty() ? right(report) : wrong(wrong.get(0));
  }

  /** What could not be seen is said, too: a copy of the configuration tells nothing of it. */
  private String right(AlternateReport report) {
    String messages = texts.count("message", report.results().size());
    return report
        .topology()
        .obstacle()
        .map(
            obstacle ->
                texts.get(
                    report.stage().isIsolated()
                        ? "alternate.nagios.ok_configured"
                        : "alternate.nagios.ok_unseen",
                    messages,
                    obstacle.userMessage()))
        .orElseGet(() -> texts.get("alternate.nagios.ok", messages));
  }

  private String wrong(MessageResult result) {
    return new VerdictText(texts).wrong("alternate.nagios.wrong", result);
  }
}
