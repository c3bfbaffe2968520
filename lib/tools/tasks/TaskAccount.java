package lib.tools.tasks;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lib.base.cli.OutputForm;
import lib.base.cli.ProgressBar;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.cli.UsageException;
import lib.base.config.RoutingTable;
import lib.base.config.TopicSelection;
import lib.base.files.FileReplacement;
import lib.base.files.UnwrittenFile;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.account.Account;
import lib.systems.account.AccountListener;
import lib.systems.account.AccountReport;
import lib.systems.account.AccountedMessage;
import lib.systems.account.AccountedTask;
import lib.systems.camunda.RestClient;
import lib.systems.messages.Stop;

/** Makes the account and gives it out in the form that is wanted. Changes no server. */
public final class TaskAccount {

  private final ToolContext context;
  private final TaskOptions options;
  private final TaskSelection selection;
  private final Clock clock = Clock.systemUTC();

  public TaskAccount(ToolContext context, TaskOptions options) {
    this.context = context;
    this.options = options;
    this.selection = options.selection(context.settings().routing());
  }

  /**
   * Runs it.
   *
   * @param export a file for the whole document in JSON
   * @throws UnwrittenFile if a file could not be written; there is no trace of it then
   */
  public ExitCode run(Optional<Path> export) throws InterruptedException {
    if (export.filter(TaskAccount::isHtml).isPresent()) {
      throw new UsageException(Message.of("tasks.export_json"));
    }
    if (export.isPresent()) {
      return exported(context.folder().resolve(export.get()));
    }
    return context.json() ? printed() : shown(take(Optional.empty()));
  }

  private static boolean isHtml(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.html?");
  }

  private ExitCode exported(Path file) throws InterruptedException {
    TaskReport report;
    try (var replacement = new FileReplacement(file)) {
      report = write(replacement.stream());
      replacement.commit();
    } catch (IOException e) {
      throw new UnwrittenFile("tasks.export_failed", file, e);
    } catch (UncheckedIOException e) {
      throw new UnwrittenFile("tasks.export_failed", file, e.getCause());
    }
    if (context.json()) {
      context.out().json(file);
    } else {
      shown(report);
    }
    context.out().note(context.texts().get("tasks.saved", file));
    return report.exitCode();
  }

  /** Printed once it is complete, so that there is never half of a document. */
  private ExitCode printed() throws InterruptedException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path file = Files.createTempFile(folder, "ucw-tasks", ".json");
      try (var stream = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
        TaskReport report = write(stream);
        context.out().json(file);
        return report.exitCode();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UnwrittenFile("tasks.export_failed", folder.resolve("*.json"), e);
    }
  }

  private TaskReport write(OutputStream target) throws IOException, InterruptedException {
    var document = new TaskDocument(target, selection, context.texts());
    TaskReport report = take(Optional.of(document));
    document.end(report);
    target.flush();
    return report;
  }

  private ExitCode shown(TaskReport report) {
    if (context.form() == OutputForm.NAGIOS) {
      return new TaskLine(report, context.texts()).print(context.out());
    }
    new TaskView(report, context).show();
    return report.exitCode();
  }

  private TaskReport take(Optional<TaskDocument> document) throws InterruptedException {
    var sums = new TaskSums(selection);
    var stop = new Stop();
    StopSignals.onStop(signal -> stop.request());
    String label = context.texts().get("tasks.progress");
    try (var progress = ProgressBar.counting(context.out(), context.texts(), label)) {
      var listener = new Selected(sums, document, progress);
      var account =
          new Account(
              context.settings(),
              new RestClient(context.settings().camunda()),
              options.account(),
              listener,
              stop,
              clock);
      AccountReport report = account.take();
      return new TaskReport(report, sums, selection, scope(report, listener.unseenTopics));
    }
  }

  /** Of an engine that was not seen whole nobody knows which topics it has. */
  private TaskObstacles.Scope scope(AccountReport report, Set<String> unseenTopics) {
    boolean whole = report.engineProblem().isEmpty() && !report.stopped();
    return new TaskObstacles.Scope(
        context.settings().rabbit().virtualHost(),
        whole ? unseenTopics.stream().filter(topic -> !isKnown(topic)).toList() : List.of());
  }

  private boolean isKnown(String topic) {
    var routing = context.settings().routing();
    boolean listed =
        context.settings().worker().topics() instanceof TopicSelection.Listed some
            && some.topics().contains(topic);
    return listed
        || routing.mappedTopics().contains(topic)
        || !routing.systemOf(topic).equals(RoutingTable.DEFAULT_SYSTEM);
  }

  /** Passes on what is asked for. */
  private final class Selected implements AccountListener {

    private final TaskSums sums;
    private final Optional<TaskDocument> document;
    private final ProgressBar progress;
    private final Instant now = clock.instant();
    private final Set<String> unseenTopics = new TreeSet<>(selection.topics());

    Selected(TaskSums sums, Optional<TaskDocument> document, ProgressBar progress) {
      this.sums = sums;
      this.document = document;
      this.progress = progress;
    }

    @Override
    public void step() {
      progress.step();
    }

    @Override
    public void task(AccountedTask task) {
      unseenTopics.remove(task.task().topic());
      if (selection.accepts(task, now)) {
        sums.task(task);
        document.ifPresent(one -> one.task(task));
      }
    }

    @Override
    public void message(AccountedMessage message) {
      if (isMeant(message)) {
        sums.message(message);
        document.ifPresent(one -> one.message(message));
      }
    }

    /** A message without a task has no topic and no age; its queue has a system. */
    private boolean isMeant(AccountedMessage message) {
      return selection.systems().isEmpty()
          || context.settings().routing().systems().stream()
              .filter(route -> selection.accepts(route.system()))
              .anyMatch(route -> message.queues().contains(route.queue()));
    }
  }
}
