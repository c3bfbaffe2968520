///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Unlocks external tasks in Camunda
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/unlock/package-info.java
//USES lib/systems/camunda/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES unlock_task_ru.properties=texts/unlock_task_ru.properties
//FILES unlock_task_en.properties=texts/unlock_task_en.properties

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lib.base.cli.AuditLog;
import lib.base.cli.OutputForm;
import lib.base.cli.StopSignals;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.cli.Watch;
import lib.base.cli.WholeNumber;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.tools.unlock.Decision;
import lib.tools.unlock.FoundTasks;
import lib.tools.unlock.LostTasks;
import lib.tools.unlock.ParallelUnlocking;
import lib.tools.unlock.SelectionOptions;
import lib.tools.unlock.TaskCheck;
import lib.tools.unlock.TaskFinder;
import lib.tools.unlock.TaskSelection;
import lib.tools.unlock.UnlockDocument;
import lib.tools.unlock.UnlockLog;
import lib.tools.unlock.UnlockResults;
import lib.tools.unlock.UnlockView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the tool that unlocks tasks: find, show, ask, unlock, tell. */
@Command(name = "unlock_task")
class UnlockTask implements Tool {

  private static final int THREADS = 8;
  private static final Clock CLOCK = Clock.systemUTC();

  @Mixin private SelectionOptions filters = new SelectionOptions();

  @Option(names = "--all")
  private boolean all;

  @Option(names = "--list")
  private boolean list;

  @Mixin private OutputForm.ForTables table;

  @Mixin private Watch.Options watching;

  @Option(names = "--confirm")
  private boolean confirm;

  @Option(names = "--force")
  private boolean force;

  @Option(names = "--dry-run")
  private boolean dryRun;

  @Option(names = "--retries", paramLabel = "N", converter = WholeNumber.FromOne.class)
  private Optional<Integer> retries = Optional.empty();

  public static void main(String... args) {
    System.exit(ToolRunner.run("unlock_task", new UnlockTask(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    var camunda = context.settings().camunda();
    if (!list && !dryRun) {
      context.out().ignoreClosed(); // `| head -1` must not keep tasks from being unlocked
    }
    var selection = selection(camunda.tenantIds());
    checkList(context);
    return watching.list(context, () -> run(context, selection));
  }

  private void checkList(ToolContext context) {
    if (!list && context.form() == OutputForm.TABLE) {
      throw new UsageException(Message.of("unlock.only_list", "--table"));
    }
    if (!list && watching.isGiven()) {
      throw new UsageException(Message.of("unlock.only_list", "--watch"));
    }
  }

  private ExitCode run(ToolContext context, TaskSelection selection) throws InterruptedException {
    var camunda = context.settings().camunda();
    var rest = new RestClient(camunda);
    var tasks = new ExternalTasks(rest);
    var view = new UnlockView(context);
    view.start(camunda);
    var lost = lostTasks(context, rest, selection);
    var finder = new TaskFinder(tasks.lists(), new Rights(rest), CLOCK, lost);
    var found = finder.find(selection);
    var decision = decide(context, found, view);
    if (decision == Decision.UNLOCK) {
      var check = new TaskCheck(tasks.lists(), finder, selection);
      return unlock(context, view, found, tasks, check);
    }
    view.unchanged(decision, found, retries);
    if (context.json()) {
      context.out().json(UnlockDocument.unchanged(found, decision));
    }
    return switch (decision) {
      case LISTED -> found.isEmpty() ? ExitCode.WARNING : completeness(found, true);
      case DRY_RUN -> completeness(found, retries.isPresent());
      default -> ExitCode.WARNING;
    };
  }

  /** Only who looks for lost tasks needs the broker. */
  private Optional<LostTasks> lostTasks(
      ToolContext context, RestClient rest, TaskSelection selection) {
    return selection.lost()
        ? Optional.of(new LostTasks(context.settings(), rest, filters.account(), CLOCK))
        : Optional.empty();
  }

  /** An id that came to nothing makes it a part only. */
  private static ExitCode completeness(FoundTasks found, boolean withoutLock) {
    return found.isComplete(withoutLock) ? ExitCode.OK : ExitCode.WARNING;
  }

  private TaskSelection selection(List<String> tenantIds) {
    var selection = filters.selection(tenantIds);
    if (selection.isUnlimited() && !all && !list) {
      throw new UsageException(Message.of("unlock.no_selection"));
    }
    if (all && !list && !dryRun && !confirm && !force) {
      throw new UsageException(Message.of("unlock.all_needs_confirm"));
    }
    if (selection.failed() && retries.isEmpty() && !list) {
      throw new UsageException(Message.of("unlock.failed_needs_retries"));
    }
    return selection;
  }

  private Decision decide(ToolContext context, FoundTasks found, UnlockView view) {
    if (list) {
      view.list(found);
      return Decision.LISTED;
    }
    var tasks = found.toChange(retries.isPresent());
    view.preview(found, retries, !force && !dryRun && context.prompt().isInteractive());
    if (tasks.isEmpty()) {
      return Decision.NOTHING_FOUND;
    }
    if (dryRun) {
      return Decision.DRY_RUN;
    }
    if (!found.locked().isEmpty()) {
      view.warn(found, retries);
    }
    if (force) {
      return Decision.UNLOCK;
    }
    var texts = context.texts();
    var question =
        texts.get(
            found.locked().isEmpty() ? "unlock.question.retries" : "unlock.question",
            texts.count("task", tasks.size()));
    return switch (context.prompt().confirm(question)) {
      case GIVEN -> Decision.UNLOCK;
      case DECLINED -> Decision.DECLINED;
      case NOBODY_TO_ASK -> Decision.NOT_CONFIRMED;
    };
  }

  private ExitCode unlock(
      ToolContext context, UnlockView view, FoundTasks found, ExternalTasks tasks, TaskCheck check)
      throws InterruptedException {
    var unlocking = new ParallelUnlocking(tasks, THREADS, retries);
    StopSignals.onStop(
        signal -> {
          unlocking.stop();
          view.stopping();
        });
    var audit = new UnlockLog(new AuditLog(context.texts()));
    var results = new UnlockResults(found, retries.isPresent());
    var current = force ? found : check.refresh(found, results);
    try (var progress = view.progress(results.all().size())) {
      unlocking.run(
          current,
          result -> {
            audit.add(result);
            results.add(result);
            progress.step();
          });
    }
    boolean verified = !unlocking.isCutShort() && verify(check, results, audit, view);
    return tell(context, view, found, results, unlocking.isStopped(), verified);
  }

  /** What was done stays told, even if the engine cannot be asked about it any more. */
  private static boolean verify(
      TaskCheck check, UnlockResults results, UnlockLog audit, UnlockView view)
      throws InterruptedException {
    try {
      check.verify(results).forEach(audit::add);
      return true;
    } catch (CamundaException e) {
      view.unverified(e);
      return false;
    }
  }

  private static ExitCode tell(
      ToolContext context,
      UnlockView view,
      FoundTasks found,
      UnlockResults results,
      boolean stopped,
      boolean verified) {
    var exitCode = results.exitCode(stopped, !verified);
    view.end(results, exitCode);
    if (context.json()) {
      context.out().json(UnlockDocument.done(found, results, exitCode, verified, context.texts()));
    }
    return exitCode;
  }
}
