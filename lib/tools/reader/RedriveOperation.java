package lib.tools.reader;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.ProgressBar;
import lib.base.config.Settings;
import lib.base.text.Message;
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

  /** More than anybody reads on a screen; the sums below and JSON tell the rest. */
  static final int SHOWN = 50;

  private final Reader reader;
  private final ReaderOptions options;

  /** All of them for JSON; otherwise those that may be shown. */
  private final List<Redriven> results = new ArrayList<>();

  private final Map<RedriveOutcome, Long> counts = new EnumMap<>(RedriveOutcome.class);

  public RedriveOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Sends messages, sets retries, and removes what is done, unless it is a dry run. */
  public Report run() throws InterruptedException {
    QueueProfile queue = reader.inspect(options.queue());
    reader.view().openRedrive(queue);
    Optional<Message> problem = queue.ready() > 0 ? redrive(queue) : Optional.empty();
    return new RedriveReport(
        queue, results, counts, problem, options.isDryRun(), reader.stop().isRequested());
  }

  private Optional<Message> redrive(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    RedriveSelection selection =
        new RedriveSelection(
            options.errorTypes(), options.taskIds(), options.filter(), options.limit());
    Redrive redrive = redrive();
    try (ProgressBar progress = reader.progress("reader.redrive.progress", queue.ready());
        Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      redrive.run(intake, selection, progress::step, options.isDryRun());
    } catch (UserException e) {
      if (counts.isEmpty()) {
        throw e;
      }
      return redrive.problem().or(() -> Optional.of(e.userMessage()));
    }
    return redrive.problem();
  }

  private Redrive redrive() {
    Settings settings = reader.context().settings();
    return new Redrive(
        reader.session(),
        reader.stop(),
        settings.rabbit().responsesQueue(),
        settings.routing(),
        new ExternalTasks(new RestClient(settings.camunda())),
        settings.worker().retryAttempts(),
        this::note);
  }

  private void note(Redriven result) {
    counts.merge(result.outcome(), 1L, Long::sum);
    if (reader.context().json() || isShown(result)) {
      results.add(result);
    }
    if (result.outcome().isDone()) {
      reader.audit(
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
}
