package lib.tools.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.config.Settings;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.RestClient;
import lib.systems.messages.Intake;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Redrive;
import lib.systems.messages.RedriveOutcome;
import lib.systems.messages.RedriveSelection;
import lib.systems.messages.Redriven;

/** Takes error messages back to where their kind belongs. */
public final class RedriveOperation {

  private static final int WIDTH = 80;

  /** More than anybody reads on a screen; the sums below and JSON tell the rest. */
  private static final int SHOWN = 50;

  private final Reader reader;
  private final ReaderOptions options;

  /** All of them for JSON; otherwise those that may be shown. */
  private final List<Redriven> results = new ArrayList<>();

  private final Map<RedriveOutcome, Long> counts = new EnumMap<>(RedriveOutcome.class);

  public RedriveOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    QueueProfile queue = reader.inspect(options.queue());
    reader.title("reader.redrive.title", queue.name());
    reader.separator(WIDTH);
    reader.line("reader.total", Texts.number(queue.ready()));
    Optional<Message> problem = Optional.empty();
    if (queue.ready() > 0) {
      problem = redrive(queue);
    }
    ExitCode exitCode = exitCode(problem);
    tell(problem, exitCode);
    reader.json(document(queue, problem, exitCode));
    return exitCode;
  }

  private Optional<Message> redrive(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    reader.out().ignoreClosed();
    Settings settings = reader.context().settings();
    RedriveSelection selection =
        new RedriveSelection(
            options.errorTypes(), options.taskIds(), options.filter(), options.limit());
    Redrive redrive =
        new Redrive(
            reader.session(),
            reader.stop(),
            settings.rabbit().responsesQueue(),
            settings.routing(),
            new ExternalTasks(new RestClient(settings.camunda())),
            settings.worker().retryAttempts(),
            this::note);
    try (ProgressBar progress = reader.progress("reader.redrive.progress", queue.ready());
        Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      redrive.run(intake, selection, progress::step, options.isDryRun());
    } catch (UserException e) {
      if (total() == 0) {
        throw e;
      }
      return redrive.problem().or(() -> Optional.of(e.userMessage()));
    }
    return redrive.problem();
  }

  private void note(Redriven result) {
    counts.merge(result.outcome(), 1L, Long::sum);
    if (reader.context().json() || isShown(result)) {
      results.add(result);
    }
    if (result.outcome().isDone()) {
      reader
          .audit()
          .add(
              "redriven",
              options.queue(),
              result.format(),
              result.taskId(),
              result.errorType(),
              result.target().orElse("-"),
              result.outcome().code());
    }
  }

  /** There may be very many, and few are read: the first ones, and what stays in the queue. */
  private boolean isShown(Redriven result) {
    return results.size() < SHOWN || (!result.outcome().isDone() && results.size() < 3 * SHOWN);
  }

  private long count(RedriveOutcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  private long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private long done() {
    return Arrays.stream(RedriveOutcome.values())
        .filter(RedriveOutcome::isDone)
        .mapToLong(this::count)
        .sum();
  }

  private ExitCode exitCode(Optional<Message> problem) {
    if (problem.isPresent() || (done() == 0 && count(RedriveOutcome.FAILED) > 0)) {
      return ExitCode.CRITICAL;
    } else if (reader.stop().isRequested()) {
      return ExitCode.INTERRUPTED;
    }
    boolean good = done() + count(RedriveOutcome.PLANNED) == total();
    return good && total() > 0 ? ExitCode.OK : ExitCode.WARNING;
  }

  private void tell(Optional<Message> problem, ExitCode exitCode) {
    results.stream()
        .sorted(Comparator.comparingLong(Redriven::number))
        .filter(result -> total() <= SHOWN || !result.outcome().isDone())
        .limit(2L * SHOWN)
        .forEach(this::show);
    reader.out().line();
    problem.ifPresent(reader::error);
    if (total() == 0) {
      reader.line(Style.WARNING, "reader.none_found");
      return;
    }
    Style style = exitCode == ExitCode.OK ? Style.OK : Style.WARNING;
    reader.line(style, "reader.redrive.sum");
    Arrays.stream(RedriveOutcome.values())
        .filter(outcome -> count(outcome) > 0)
        .forEach(
            outcome ->
                reader.line(
                    "reader.redrive.count." + outcome.code(), Texts.number(count(outcome))));
    if (options.isDryRun()) {
      reader.line(Style.WARNING, "reader.dry_run");
    }
  }

  private void show(Redriven result) {
    reader.out().line();
    reader.line("reader.message", Texts.number(result.number()));
    reader.line("reader.redrive.format." + format(result));
    reader.line("reader.redrive.task", Printable.line(result.taskId()));
    reader.line("reader.redrive.error_type", Printable.line(result.errorType()));
    String target = Printable.line(result.target().orElse("Camunda"));
    String reason = result.problem().map(reader.texts()::get).orElse("-");
    reader.line(
        style(result.outcome()),
        "reader.redrive.outcome." + result.outcome().code(),
        result.outcome() == RedriveOutcome.FAILED ? Printable.line(reason) : target);
  }

  private static String format(Redriven result) {
    String format = result.format();
    return format.equals("-") ? "none" : format.toLowerCase(Locale.ROOT);
  }

  private static Style style(RedriveOutcome outcome) {
    return switch (outcome) {
      case SENT, RETRIES_SET, TASK_GONE -> Style.OK;
      case PLANNED -> Style.ACCENT;
      case NOT_RECOGNISED -> Style.WARNING;
      case FAILED -> Style.FAILURE;
    };
  }

  private Map<String, Object> document(
      QueueProfile queue, Optional<Message> problem, ExitCode exitCode) {
    Map<String, Object> document = reader.document(status(exitCode), queue.name());
    document.put("total_messages", queue.ready());
    for (RedriveOutcome outcome : RedriveOutcome.values()) {
      document.put(outcome.code(), count(outcome));
    }
    document.put("messages", results.stream().map(this::row).toList());
    problem.ifPresent(
        message -> document.put("error", reader.errorDocument("queue.redrive", message, exitCode)));
    return document;
  }

  private String status(ExitCode exitCode) {
    return switch (exitCode) {
      case OK -> options.isDryRun() ? "dry_run" : "done";
      case WARNING -> total() == 0 ? "nothing_found" : "partly";
      case INTERRUPTED -> "interrupted";
      case CRITICAL, UNKNOWN -> "failed";
    };
  }

  private Map<String, Object> row(Redriven result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("message_number", result.number());
    row.put("format", result.format());
    row.put("task_id", result.taskId());
    row.put("error_type", result.errorType());
    row.put("target", result.target().orElse(null));
    row.put("result", result.outcome().code());
    row.put("error", result.problem().map(reader.texts()::get).orElse(null));
    return row;
  }
}
