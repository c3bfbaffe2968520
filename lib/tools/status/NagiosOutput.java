package lib.tools.status;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import lib.base.cli.NagiosLine;
import lib.base.text.Texts;
import lib.systems.camunda.Rights;

/**
 * The result for Nagios-compatible systems: the status word first, then a sentence, then
 * performance data; what else is wrong, and errors that are over, on more lines.
 */
public record NagiosOutput(Texts texts) {

  /** What the plugin prints. Every value stands there in every state, for the graphs' sake. */
  public NagiosLine line(SystemStatus status, Verdict verdict) {
    Verdict lasting = verdict.lasting();
    String first =
        lasting.findings().isEmpty()
            ? texts.get("status.headline." + lasting.headline().code())
            : texts.get(lasting.told().get(0).message());
    NagiosLine line = new NagiosLine(lasting.exitCode(), first);
    workers(line, new Summary(status));
    servers(line, status);
    verdict.told().stream()
        .map(finding -> texts.get(finding.message()))
        .filter(text -> !text.equals(first))
        .forEach(line::more);
    status
        .engine()
        .value()
        .filter(engine -> engine.sight() == Rights.Sight.PART)
        .ifPresent(engine -> line.more(texts.get("status.hidden").strip()));
    return line;
  }

  private static void workers(NagiosLine line, Summary sum) {
    boolean known = sum.answering() > 0; // Zeros would look like a restart in graphs.
    line.data("workers", sum.answering(), "", "", 0, sum.configured());
    counter(line, "tasks_routed", known, sum.tasks("routed"));
    counter(line, "tasks_failed", known, sum.tasks("failed"));
    counter(line, "answers_settled", known, sum.answersSettled());
    counter(line, "answers_to_error_queue", known, sum.answersToErrorQueue());
    value(line, "tasks_in_flight", optional(known, sum.tasksInFlight()));
    value(line, "answers_in_flight", optional(known, sum.answersInFlight()));
    value(line, "recent_errors", optional(known, sum.recentErrors()));
    value(line, "uptime", optional(known, sum.uptime().toSeconds() + "s"));
  }

  private static void servers(NagiosLine line, SystemStatus status) {
    Optional<EngineState> engine = status.engine().value();
    value(line, "camunda_time", engine.map(state -> seconds(state.took())));
    value(line, "external_tasks", engine.map(EngineState::externalTasks));
    value(line, "locked_tasks", engine.map(EngineState::locked));
    value(line, "rabbitmq_time", status.broker().value().map(state -> seconds(state.took())));
  }

  private static void counter(NagiosLine line, String label, boolean known, Object count) {
    if (known) {
      line.data(label, count + "c");
    } else {
      line.unknown(label);
    }
  }

  private static void value(NagiosLine line, String label, Optional<?> value) {
    if (value.isPresent()) {
      line.data(label, value.get(), "", "", 0);
    } else {
      line.unknown(label);
    }
  }

  private static Optional<Object> optional(boolean known, Object value) {
    return known ? Optional.of(value) : Optional.empty();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3fs", took.toMillis() / 1000.0);
  }
}
