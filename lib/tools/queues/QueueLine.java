package lib.tools.queues;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import lib.base.cli.NagiosLine;
import lib.base.text.Finding;
import lib.base.text.Printable;
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
    return "%s CRITICAL %s".formatted(TIME.format(at), texts.get(failure.userMessage()));
  }

  /** A plugin's output. */
  public NagiosLine nagios(QueueReport report) {
    String text =
        report.problems().isEmpty()
            ? texts.get(
                "queues.nagios.ok",
                texts.count("queue", report.found()),
                texts.count("message", report.ready()))
            : String.join("; ", sentences(report));
    var line = new NagiosLine(report.level().exitCode(), text);
    String warning = text(report.thresholds().warning());
    String critical = text(report.thresholds().critical());
    for (CheckedQueue queue : report.queues()) {
      line.data(queue.state().name(), value(queue, "U"), warning, critical, 0);
    }
    return line;
  }

  /** Serious ones first. */
  private List<String> sentences(QueueReport report) {
    return report.problems().stream()
        .sorted((one, other) -> other.severity().compareTo(one.severity()))
        .map((Finding problem) -> texts.get(problem.message()))
        .toList();
  }

  private static String value(CheckedQueue queue, String unknown) {
    QueueState state = queue.state();
    return state.ready().isPresent() ? Long.toString(state.ready().getAsLong()) : unknown;
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  /** A name that stays one word. */
  private static String word(String name) {
    return Printable.line(name).replace(' ', '_');
  }
}
