package lib.tools.start;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.WebApps;

/** Starts an instance once nothing speaks against it, and follows it if that is wanted. */
public final class GuardedStart {

  private final ToolContext context;
  private final RestClient rest;
  private final StartReport report;
  private final StartResult result;

  /**
   * @param report told everything as it happens
   * @param result filled as far as it goes
   */
  public GuardedStart(
      ToolContext context, RestClient rest, StartReport report, StartResult result) {
    this.context = context;
    this.rest = rest;
    this.report = report;
    this.result = result;
  }

  /**
   * Goes through with it. Changes the engine: there is one more instance, unless it is a dry run or
   * the answer is a warning.
   *
   * @throws SuspendedDefinition if nobody can be asked about it
   * @throws UncertainStart if the request went out and no answer came
   * @throws TooLongInput if the engine refuses, probably for a text that is too long
   * @throws CamundaException if it refuses for another reason
   */
  public ExitCode run(StartPlan plan) {
    String url = rest.settings().baseUrl() + plan.request().path();
    result.sending(url, plan.request(), plan.dryRun());
    if (!isConfirmed(plan)) {
      return ExitCode.WARNING;
    }
    report.input(plan.request());
    if (isRunningAlready(plan)) {
      return ExitCode.WARNING;
    }
    if (plan.dryRun()) {
      report.dryRun(url, plan.request());
      return ExitCode.OK;
    }
    report.starting(plan.definition().key());
    interruptOnSignal();
    ProcessInstance instance = send(plan);
    ExitCode code = plan.follow().map(limit -> await(instance, limit)).orElse(ExitCode.OK);
    if (code == ExitCode.OK) {
      report.done();
    }
    return code;
  }

  /** A suspended definition is the only reason to ask; the engine may refuse it all the same. */
  private boolean isConfirmed(StartPlan plan) {
    if (!plan.definition().suspended()) {
      return true;
    }
    context.out().warning(context.texts().get("start.definition_suspended"));
    if (plan.dryRun() || plan.force()) {
      return true;
    }
    if (!context.prompt().isInteractive()) {
      throw new SuspendedDefinition(plan.definition());
    }
    String answer = context.prompt().ask(context.texts().get("start.go_on")).orElse("").strip();
    boolean yes = List.of("y", "yes", "д", "да").contains(answer.toLowerCase(Locale.ROOT));
    if (!yes) {
      context.out().line(context.texts().get("start.cancelled"));
    }
    return yes;
  }

  private boolean isRunningAlready(StartPlan plan) {
    if (!plan.unique()) {
      return false;
    }
    String businessKey = plan.request().businessKey().orElseThrow();
    var check = new UniqueCheck(context, rest, plan.definition(), plan.force());
    List<ProcessInstance> running = check.running(businessKey);
    if (running.isEmpty()) {
      return false;
    }
    report.notUnique(businessKey, running);
    result.running(running);
    return true;
  }

  /** From now on Ctrl-C must not leave open what has been started. */
  private static void interruptOnSignal() {
    Thread main = Thread.currentThread();
    StopSignals.onStop(signal -> main.interrupt());
  }

  private ProcessInstance send(StartPlan plan) {
    var sending = new StartSending(rest, context.texts(), plan.definition());
    ProcessInstance instance = sending.send(plan.request());
    var apps = new WebApps(rest.settings().baseUrl());
    result.started(instance);
    report.instance(instance, apps);
    return instance;
  }

  private ExitCode await(ProcessInstance instance, Duration limit) {
    var waitReport = new WaitReport(context.out(), context.texts());
    waitReport.waiting(limit);
    var waiting =
        new InstanceWait(new ProcessInstances(rest), new Incidents(rest), waitReport::progress);
    WaitResult waited = waiting.await(instance.id(), limit);
    if (waited.ending() == Ending.UNKNOWN && instance.ended()) {
      waited = new WaitResult(Ending.COMPLETED, waited.waited(), List.of(), waited.problem());
    }
    waitReport.waited(waited, instance.id());
    result.waited(waited);
    return waited.ending().exitCode();
  }
}
