package lib.status;

//SOURCES Answer.java
//SOURCES Finding.java
//SOURCES Headline.java
//SOURCES SystemStatus.java
//SOURCES WorkerReport.java
//SOURCES ../text/ExitCode.java
//SOURCES ../text/Message.java

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.status.Finding.Code;
import lib.text.ExitCode;
import lib.text.Message;

/**
 * Whether the system works, judged by what it does: somebody must route tasks, somebody must apply
 * answers, and both servers must be there. What one worker of several lacks is a warning, what all
 * lack is critical.
 *
 * @param findings what is wrong, the worst first; empty if nothing is
 */
public record Verdict(List<Finding> findings) {

  /** Older errors are shown, but do not count: somebody may have seen to them. */
  public static final Duration RECENT = Duration.ofMinutes(15);

  private static final Set<String> STOPPERS =
      Set.of("camunda_unreachable", "rabbitmq_unreachable", "rabbitmq_blocked");

  /**
   * Judges.
   *
   * @param workerId as configured
   */
  public static Verdict of(SystemStatus status, String workerId) {
    List<Finding> findings = new ArrayList<>();
    status
        .engine()
        .missing()
        .ifPresent(m -> findings.add(Finding.critical(Code.CAMUNDA_UNREACHABLE, m.why())));
    status
        .broker()
        .missing()
        .ifPresent(m -> findings.add(Finding.critical(Code.RABBITMQ_UNREACHABLE, m.why())));
    silentWorkers(status, findings);
    status
        .workers()
        .forEach(
            (url, answer) ->
                answer.value().ifPresent(w -> worker(status, url, w, workerId, findings)));
    absentLoops(status, findings);
    findings.sort(Comparator.comparing(finding -> finding.level() != ExitCode.CRITICAL));
    return new Verdict(List.copyOf(findings));
  }

  private static void silentWorkers(SystemStatus status, List<Finding> findings) {
    boolean none = status.reports().isEmpty();
    long consumers = status.responsesConsumers().orElse(0L);
    if (none && consumers > 0) {
      findings.add(Finding.warning(Code.WORKER_NOT_SEEN, Message.count("consumer", consumers)));
    } else if (none) {
      boolean known = status.responsesConsumers().isPresent();
      Message queue = Message.of(known ? "status.nobody_consumes" : "status.consumers_unknown");
      findings.add(Finding.critical(Code.WORKER_DOWN, queue));
    }
    for (Map.Entry<URI, Answer<WorkerReport>> worker : status.workers().entrySet()) {
      worker
          .getValue()
          .missing()
          .ifPresent(m -> findings.add(Finding.warning(Code.WORKER_UNREACHABLE, m.why())));
    }
  }

  private static void worker(
      SystemStatus status, URI url, WorkerReport worker, String workerId, List<Finding> findings) {
    boolean routed = status.reports().stream().anyMatch(Verdict::routes);
    boolean answered = status.reports().stream().anyMatch(Verdict::appliesAnswers);
    for (String problem : worker.problems()) {
      switch (problem) {
        case "starting" -> findings.add(Finding.warning(Code.WORKER_STARTING, url));
        case "stopping" -> findings.add(Finding.warning(Code.WORKER_STOPPING, url));
        case "routing_stalled" ->
            unlessFollows(
                worker, findings, stalled(Code.ROUTING_STALLED, routed, url, worker.routing()));
        case "responses_stalled" ->
            unlessFollows(
                worker,
                findings,
                stalled(Code.RESPONSES_STALLED, answered, url, worker.responses()));
        case "camunda_unreachable" ->
            findings.add(found(Code.WORKER_WITHOUT_CAMUNDA, routed && answered, url));
        case "rabbitmq_unreachable" ->
            findings.add(found(Code.WORKER_WITHOUT_RABBITMQ, routed && answered, url));
        case "rabbitmq_blocked" ->
            findings.add(
                found(Code.RABBITMQ_BLOCKED, routed, url, worker.text("/rabbitmq/blocked")));
        default -> findings.add(Finding.warning(Code.WORKER_UNHEALTHY, url, problem));
      }
    }
    long errors = worker.errorsWithin(RECENT);
    if (errors > 0) {
      Message count = Message.count("error", errors);
      findings.add(Finding.warning(Code.RECENT_ERRORS, url, count, RECENT.toMinutes()));
    }
    if (!worker.text("/worker_id").equals(workerId)) {
      String other = worker.text("/worker_id");
      findings.add(Finding.warning(Code.OTHER_WORKER_ID, url, other, workerId));
    }
  }

  /** Loops that stand still because a server is away are no news. */
  private static void unlessFollows(WorkerReport worker, List<Finding> findings, Finding stalled) {
    if (worker.problems().stream().noneMatch(STOPPERS::contains)) {
      findings.add(stalled);
    }
  }

  /** What another worker makes good is only a warning. */
  private static Finding found(Code code, boolean doneByOthers, Object... args) {
    return doneByOthers ? Finding.warning(code, args) : Finding.critical(code, args);
  }

  private static Finding stalled(Code code, boolean doneByOthers, URI url, WorkerReport.Loop loop) {
    return found(code, doneByOthers, url, loop.lastError().orElse("-"));
  }

  private static void absentLoops(SystemStatus status, List<Finding> findings) {
    List<WorkerReport> running =
        status.reports().stream().filter(worker -> worker.state().equals("running")).toList();
    if (running.isEmpty()) {
      return;
    }
    boolean everybodyAnswers = running.size() == status.workers().size();
    if (running.stream().noneMatch(worker -> worker.routing().isEnabled()) && everybodyAnswers) {
      findings.add(Finding.warning(Code.ROUTING_OFF));
    }
    if (running.stream().noneMatch(worker -> worker.responses().isEnabled())
        && status.responsesConsumers().orElse(0L) == 0) {
      findings.add(Finding.warning(Code.RESPONSES_OFF));
    }
  }

  /** Whether the worker takes tasks now. */
  static boolean routes(WorkerReport worker) {
    return works(worker, worker.routing(), "routing_stalled");
  }

  /** Whether the worker applies answers now. */
  static boolean appliesAnswers(WorkerReport worker) {
    return works(worker, worker.responses(), "responses_stalled");
  }

  private static boolean works(WorkerReport worker, WorkerReport.Loop loop, String stalled) {
    return worker.state().equals("running")
        && loop.isEnabled()
        && !worker.problems().contains(stalled)
        && worker.problems().stream().noneMatch(STOPPERS::contains);
  }

  /** 0 all well, 1 degraded, 2 critical. */
  public ExitCode exitCode() {
    return findings.isEmpty() ? ExitCode.OK : findings.get(0).level();
  }

  /** The verdict in three words. */
  public Headline headline() {
    boolean camunda = has(Code.CAMUNDA_UNREACHABLE);
    boolean rabbitmq = has(Code.RABBITMQ_UNREACHABLE);
    if (camunda || rabbitmq) {
      return camunda && rabbitmq
          ? Headline.CONNECTION_PROBLEMS
          : camunda ? Headline.CAMUNDA_PROBLEM : Headline.RABBITMQ_PROBLEM;
    }
    if (has(Code.WORKER_DOWN)) {
      return Headline.WORKER_DOWN;
    }
    return switch (exitCode()) {
      case OK -> Headline.READY;
      case WARNING -> Headline.REMARKS;
      case CRITICAL, UNKNOWN, INTERRUPTED -> Headline.WORK_STANDS_STILL;
    };
  }

  private boolean has(Code code) {
    return findings.stream().anyMatch(finding -> finding.code() == code);
  }
}
