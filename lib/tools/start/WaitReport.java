package lib.tools.start;

import java.time.Duration;
import java.util.Locale;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Texts;
import lib.systems.camunda.Incident;

/** What is said while an instance is waited for, and at the end of it. */
final class WaitReport {

  private final Output out;
  private final Texts texts;

  WaitReport(Output out, Texts texts) {
    this.out = out;
    this.texts = texts;
  }

  void waiting(Duration limit) {
    out.line();
    out.line(texts.get("start.waiting", texts.count("second", limit.toSeconds())));
  }

  /** One line on stderr that is written over, if somebody sits there. */
  void progress(Duration waited) {
    if (out.isErrorTerminal() && !out.isQuiet()) {
      out.stderr().print("\r" + texts.get("start.progress", waited.toSeconds()));
      out.stderr().flush();
    }
  }

  void waited(WaitResult result, String instanceId) {
    if (out.isErrorTerminal() && !out.isQuiet()) {
      out.stderr().print("\r" + " ".repeat(20) + "\r");
    }
    Style style =
        switch (result.ending()) {
          case COMPLETED -> Style.OK;
          case RUNNING, UNKNOWN, INTERRUPTED -> Style.WARNING;
          case CANCELLED, INCIDENT, UNANSWERED -> Style.FAILURE;
        };
    String sentence = texts.get(key(result.ending()), instanceId, seconds(result.waited()));
    if (out.isQuiet() && result.ending() != Ending.COMPLETED) {
      out.error(sentence);
    }
    out.line();
    out.line(style, sentence);
    result.incidents().forEach(this::incident);
    result.problem().ifPresent(problem -> out.line("   " + texts.get(problem)));
  }

  private static String key(Ending ending) {
    return "start.ending." + ending.code();
  }

  private void incident(Incident incident) {
    out.line(
        texts.get(
            "start.incident",
            incident.type(),
            incident.activityId().orElse("-"),
            incident.message().orElse("-")));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
