package lib.tools.alternate;

import java.util.List;
import lib.base.cli.Output;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.base.text.UserException;

/**
 * The result as a Nagios plugin prints it, also with {@code --quiet}: state, text and performance
 * data on one line, further wrong topics on a line each.
 *
 * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html">Monitoring plugins,
 *     development guidelines</a>
 */
public record NagiosView(Texts texts, Output out) implements ProbeView {

  @Override
  public void results(AlternateReport report, boolean keep) {
    List<MessageResult> wrong = VerdictText.wrong(report);
    int all = report.results().size();
    String data = " | 'messages'=%d;;;0 'wrong'=%d;;;0".formatted(all, wrong.size());
    out.always(state(report.exitCode()) + text(report, wrong) + data);
    wrong.stream().skip(1).forEach(result -> out.always(wrong(result)));
  }

  /** No test was made, or not to its end. */
  public void failed(UserException failure) {
    out.always(state(failure.exitCode()) + onOneLine(texts.get(failure.userMessage())));
  }

  private String text(AlternateReport report, List<MessageResult> wrong) {
    if (!report.complete()) {
      return texts.get("alternate.nagios.interrupted");
    }
    return wrong.isEmpty()
        ? texts.get("alternate.nagios.ok", texts.count("message", report.results().size()))
        : wrong(wrong.get(0));
  }

  private String wrong(MessageResult result) {
    return onOneLine(new VerdictText(texts).wrong("alternate.nagios.wrong", result));
  }

  private static String state(ExitCode exitCode) {
    return (exitCode == ExitCode.INTERRUPTED ? ExitCode.UNKNOWN : exitCode) + ": ";
  }

  /** Behind a pipe the performance data begin. */
  private static String onOneLine(String text) {
    return AlternateView.line(text).replace('|', '/');
  }
}
