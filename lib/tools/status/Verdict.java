package lib.tools.status;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lib.base.text.ExitCode;
import lib.base.text.Finding;
import lib.base.text.Message;
import lib.base.text.Severity;

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
        .ifPresent(m -> findings.add(unreachable(FindingCode.CAMUNDA_UNREACHABLE, m)));
    status
        .broker()
        .missing()
        .ifPresent(m -> findings.add(unreachable(FindingCode.RABBITMQ_UNREACHABLE, m)));
    missingQueues(status, findings);
    silentWorkers(status, findings);
    WorkerFindings workers = new WorkerFindings(status, workerId);
    status
        .workers()
        .forEach(
            (url, answer) ->
                answer.value().ifPresent(worker -> findings.addAll(workers.of(url, worker))));
    absentLoops(status, findings);
    findings.sort(Comparator.comparing(finding -> finding.severity() != Severity.CRITICAL));
    return new Verdict(List.copyOf(findings));
  }

  private static <T> Finding unreachable(FindingCode code, Answer.Missing<T> missing) {
    return missing.isNotJudged()
        ? FindingCode.SLOW_HOST.warning(missing.why())
        : code.critical(missing.why());
  }

  /** A worker that starts creates them. */
  private static void missingQueues(SystemStatus status, List<Finding> findings) {
    boolean starting = status.reports().stream().anyMatch(WorkerReport::isStarting);
    status
        .broker()
        .value()
        .filter(broker -> broker.isBare() && !starting)
        .ifPresent(broker -> findings.add(FindingCode.QUEUES_MISSING.warning(broker.where())));
  }

  private static void silentWorkers(SystemStatus status, List<Finding> findings) {
    boolean judged =
        status.workers().values().stream()
            .flatMap(answer -> answer.missing().stream())
            .noneMatch(Answer.Missing::isNotJudged);
    boolean none = status.reports().isEmpty() && judged;
    long consumers = status.responsesConsumers().orElse(0L);
    if (none && consumers > 0) {
      Message count = Message.count("consumer", consumers);
      findings.add(FindingCode.WORKER_NOT_SEEN.warning(count, silence(status)));
    } else if (none) {
      boolean known = status.responsesConsumers().isPresent();
      Message queue = Message.of(known ? "status.nobody_consumes" : "status.consumers_unknown");
      findings.add(FindingCode.WORKER_DOWN.critical(queue, silence(status)));
    }
    for (Map.Entry<URI, Answer<WorkerReport>> worker : status.workers().entrySet()) {
      worker.getValue().missing().ifPresent(m -> findings.add(silent(m)));
    }
  }

  /** Why no worker answers; each reason once, however many workers there are. */
  private static Message silence(SystemStatus status) {
    List<Message> reasons =
        status.workers().values().stream()
            .flatMap(answer -> answer.missing().stream())
            .map(Answer.Missing::brief)
            .distinct()
            .toList();
    return reasons.stream()
        .reduce((one, next) -> Message.of("status.silence.and", one, next))
        .orElseGet(() -> Message.of("status.silence.other"));
  }

  private static <T> Finding silent(Answer.Missing<T> missing) {
    return (missing.isNotJudged() ? FindingCode.SLOW_HOST : FindingCode.WORKER_UNREACHABLE)
        .warning(missing.why());
  }

  private static void absentLoops(SystemStatus status, List<Finding> findings) {
    List<WorkerReport> running = status.reports().stream().filter(WorkerReport::isRunning).toList();
    if (running.isEmpty()) {
      return;
    }
    boolean everybodyAnswers = running.size() == status.workers().size();
    if (running.stream().noneMatch(worker -> worker.routing().enabled()) && everybodyAnswers) {
      findings.add(FindingCode.ROUTING_OFF.warning());
    }
    if (running.stream().noneMatch(worker -> worker.responses().enabled())
        && status.responsesConsumers().orElse(0L) == 0) {
      findings.add(FindingCode.RESPONSES_OFF.warning());
    }
  }

  /** The findings for people: that each single worker is silent adds nothing if all of them are. */
  public List<Finding> told() {
    return findings.stream()
        .filter(
            finding -> !FindingCode.WORKER_UNREACHABLE.is(finding) || !has(FindingCode.WORKER_DOWN))
        .toList();
  }

  /**
   * What is wrong now, without errors that are over. A monitor asks several times before it wakes
   * somebody: a warning that stays for a quarter of an hour would make the next blip the last try.
   */
  public Verdict lasting() {
    return new Verdict(
        findings.stream().filter(finding -> !FindingCode.RECENT_ERRORS.is(finding)).toList());
  }

  /** 0 all well, 1 degraded, 2 critical. */
  public ExitCode exitCode() {
    return Finding.worst(findings).exitCode();
  }

  /** The verdict in three words. */
  public Headline headline() {
    boolean camunda = has(FindingCode.CAMUNDA_UNREACHABLE);
    boolean rabbitmq = has(FindingCode.RABBITMQ_UNREACHABLE);
    if (camunda || rabbitmq) {
      return camunda && rabbitmq
          ? Headline.CONNECTION_PROBLEMS
          : camunda ? Headline.CAMUNDA_PROBLEM : Headline.RABBITMQ_PROBLEM;
    }
    if (has(FindingCode.WORKER_DOWN)) {
      return Headline.WORKER_DOWN;
    }
    return switch (exitCode()) {
      case OK -> Headline.READY;
      case WARNING -> Headline.REMARKS;
      case CRITICAL, UNKNOWN, INTERRUPTED -> Headline.WORK_STANDS_STILL;
    };
  }

  private boolean has(FindingCode code) {
    return findings.stream().anyMatch(code::is);
  }
}
