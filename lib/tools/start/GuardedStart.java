package lib.tools.start;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;
import lib.systems.camunda.WebApps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts an instance once nothing speaks against it, and follows it if that is wanted. */
public final class GuardedStart {

  private static final Logger LOG = LoggerFactory.getLogger("start_process");

  private final ToolContext context;
  private final RestClient rest;
  private final StartReport report;
  private final StartDocument document;

  /**
   * @param report told everything as it happens
   * @param document filled as far as it goes
   */
  public GuardedStart(
      ToolContext context, RestClient rest, StartReport report, StartDocument document) {
    this.context = context;
    this.rest = rest;
    this.report = report;
    this.document = document;
  }

  /**
   * Goes through with it. Changes the engine: there is one more instance, unless it is a dry run or
   * the answer is a warning.
   *
   * @throws SuspendedDefinition if nobody can be asked about it
   * @throws UncertainStart if the request went out and no answer came
   * @throws CamundaException if the engine refuses
   */
  public ExitCode run(StartPlan plan) {
    String url = rest.settings().baseUrl() + plan.request().path();
    document.started(false, plan.dryRun()).request(url, plan.request());
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
    TenantFilter tenant = TenantFilter.only(plan.definition().tenantId());
    List<ProcessInstance> running =
        new ProcessInstances(rest).running(plan.request().businessKey(), tenant);
    if (running.isEmpty()) {
      return false;
    }
    report.notUnique(plan.request().businessKey(), running);
    document.running(running);
    return true;
  }

  /** From now on Ctrl-C must not leave open what has been started. */
  private static void interruptOnSignal() {
    Thread main = Thread.currentThread();
    StopSignals.onStop(signal -> main.interrupt());
  }

  private ProcessInstance send(StartPlan plan) {
    ProcessInstance instance;
    try {
      instance = new ProcessInstances(rest).start(plan.request());
    } catch (CamundaException e) {
      throw UncertainStart.isPossible(e) ? new UncertainStart(e) : e;
    }
    String businessKey = plan.request().businessKey() == null ? "-" : plan.request().businessKey();
    String user = System.getProperty("user.name");
    LOG.info(
        context
            .texts()
            .get("start.log", instance.id(), instance.definitionId(), businessKey, user));
    var apps = new WebApps(rest.settings().baseUrl());
    context.out().ignoreClosed();
    report.instance(instance, apps);
    document.started(true, false).instance(instance, apps);
    return instance;
  }

  private ExitCode await(ProcessInstance instance, Duration limit) {
    var waitReport = new WaitReport(context.out(), context.texts());
    waitReport.waiting(limit);
    var waiting = new InstanceWait(new ProcessInstances(rest), waitReport::progress);
    WaitResult result = waiting.await(instance.id(), limit);
    if (result.ending() == Ending.UNKNOWN && instance.ended()) {
      result = new WaitResult(Ending.COMPLETED, result.waited(), List.of(), result.problem());
    }
    waitReport.waited(result, instance.id());
    document.waited(result, context.texts());
    return result.ending().exitCode();
  }
}
