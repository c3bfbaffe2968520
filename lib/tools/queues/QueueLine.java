package lib.tools.queues;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import lib.base.text.ExitCode;
import lib.base.text.Finding;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.rabbitmq.management.QueueState;

/** The report on one line: for a log, and as a Nagios plugin prints it. */
public final class QueueLine {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

  private final Texts texts;

  public QueueLine(Texts texts) {
    this.texts = texts;
  }

  /** E.g. {@code 2026-01-31T12:00:00+03:00 OK queues=1 messages=3 consumers=0 bitrix24.queue=3}. */
  public String brief(QueueReport report) {
    String queues =
        report.queues().stream()
            .map(queue -> " " + word(queue.state().name()) + "=" + value(queue, "-"))
            .collect(Collectors.joining());
    String problems =
        report.problems().isEmpty() ? "" : " problems: " + String.join("; ", sentences(report));
    return "%s %s queues=%d messages=%d consumers=%d%s%s"
        .formatted(
            TIME.format(report.at()),
            report.level(),
            report.found(),
            report.ready(),
            report.consumers(),
            queues,
            problems);
  }

  /** The same for a look that failed. */
  public String brief(ZonedDateTime at, UserException failure) {
    return "%s CRITICAL %s"
        .formatted(TIME.format(at), QueueView.line(texts.get(failure.userMessage())));
  }

  /**
   * A plugin's output: state, text, performance data.
   *
   * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html">Monitoring plugins,
   *     development guidelines</a>
   */
  public String nagios(QueueReport report) {
    String text =
        report.problems().isEmpty()
            ? texts.get(
                "queues.nagios.ok",
                texts.count("queue", report.found()),
                texts.count("message", report.ready()))
            : String.join("; ", sentences(report));
    String data =
        report.queues().stream()
            .map(queue -> performance(queue, report.thresholds()))
            .collect(Collectors.joining(" "));
    return report.level() + ": " + withoutPipe(text) + (data.isEmpty() ? "" : " | " + data);
  }

  /** The same for a look that failed. */
  public String nagios(UserException failure) {
    String level = failure.exitCode() == ExitCode.CRITICAL ? "CRITICAL" : "UNKNOWN";
    return level + ": " + withoutPipe(QueueView.line(texts.get(failure.userMessage())));
  }

  /** Serious ones first. */
  private List<String> sentences(QueueReport report) {
    return report.problems().stream()
        .sorted((one, other) -> other.severity().compareTo(one.severity()))
        .map((Finding problem) -> QueueView.line(texts.get(problem.message())))
        .toList();
  }

  private static String performance(CheckedQueue queue, Thresholds thresholds) {
    String label = QueueView.line(queue.state().name()).replace('=', '_').replace('|', '_');
    return "'%s'=%s;%s;%s;0"
        .formatted(
            label.replace("'", "''"),
            value(queue, "U"),
            text(thresholds.warning()),
            text(thresholds.critical()));
  }

  private static String value(CheckedQueue queue, String unknown) {
    QueueState state = queue.state();
    return state.ready().isPresent() ? Long.toString(state.ready().getAsLong()) : unknown;
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  /** Behind it the performance data begin. */
  private static String withoutPipe(String text) {
    return text.replace('|', '/');
  }

  /** A name that stays one word. */
  private static String word(String name) {
    return QueueView.line(name).replace(' ', '_');
  }
}
