package lib.tools.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lib.base.text.Finding;
import lib.base.text.Texts;

/**
 * The result for Nagios-compatible systems: the status word first, then a sentence, then
 * performance data; what else is wrong on more lines.
 *
 * @see <a href="https://nagios-plugins.org/doc/guidelines.html">Nagios plugin guidelines</a>
 */
public record NagiosOutput(Texts texts) {

  /** What the guidelines want for a value that could not be had. */
  private static final String UNKNOWN = "U";

  /** What the plugin prints. */
  public List<String> lines(SystemStatus status, Verdict verdict) {
    List<String> lines = new ArrayList<>();
    String first =
        verdict.findings().isEmpty()
            ? texts.get("status.headline." + verdict.headline().label())
            : text(verdict.told().get(0));
    lines.add(verdict.exitCode().name() + ": " + first + " | " + performance(status));
    verdict.told().stream().skip(1).map(this::text).forEach(lines::add);
    return lines;
  }

  /** The vertical bar separates performance data, so it may not stand in texts. */
  private String text(Finding finding) {
    return texts.get(finding.message()).replace('|', '/').replaceAll("\\s*\\R\\s*", " ");
  }

  private static String performance(SystemStatus status) {
    Summary sum = new Summary(status);
    List<String> data = new ArrayList<>();
    data.add("workers=" + sum.answering() + ";;;0;" + sum.configured());
    boolean known = sum.answering() > 0; // Zeros would look like a restart in graphs.
    data.add("tasks_routed=" + (known ? sum.tasks("routed") + "c" : UNKNOWN));
    data.add("tasks_failed=" + (known ? sum.tasks("failed") + "c" : UNKNOWN));
    data.add("answers_settled=" + (known ? sum.answersSettled() + "c" : UNKNOWN));
    data.add("answers_to_error_queue=" + (known ? sum.answersToErrorQueue() + "c" : UNKNOWN));
    data.add("tasks_in_flight=" + (known ? sum.inFlight("tasks") + ";;;0" : UNKNOWN));
    data.add("answers_in_flight=" + (known ? sum.inFlight("answers") + ";;;0" : UNKNOWN));
    data.add("recent_errors=" + (known ? sum.recentErrors() + ";;;0" : UNKNOWN));
    data.add("uptime=" + (known ? sum.uptime().toSeconds() + "s;;;0" : UNKNOWN));
    status
        .engine()
        .value()
        .ifPresent(
            engine -> {
              data.add(seconds("camunda_time", engine.took().toMillis()));
              data.add("external_tasks=" + engine.externalTasks() + ";;;0");
              data.add("locked_tasks=" + engine.locked() + ";;;0");
            });
    status
        .broker()
        .value()
        .ifPresent(broker -> data.add(seconds("rabbitmq_time", broker.took().toMillis())));
    return String.join(" ", data);
  }

  private static String seconds(String label, long millis) {
    return String.format(Locale.ROOT, "%s=%.3fs;;;0", label, millis / 1000.0);
  }
}
