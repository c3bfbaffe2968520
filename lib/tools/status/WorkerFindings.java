package lib.tools.status;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import lib.base.text.Message;
import lib.tools.status.Finding.Code;

/**
 * What is wrong with single workers. What another worker makes good is only a warning.
 *
 * @param workerId as configured
 */
record WorkerFindings(SystemStatus status, String workerId) {

  List<Finding> of(URI url, WorkerReport worker) {
    List<Finding> findings = new ArrayList<>();
    boolean serverIsAway = worker.problems().stream().anyMatch(WorkerReport.STOPPERS::contains);
    worker.problems().stream()
        // Loops that stand still because a server is away are no news.
        .filter(problem -> !serverIsAway || !problem.endsWith("_stalled"))
        .map(problem -> finding(url, worker, problem))
        .forEach(findings::add);
    long errors = worker.errorsWithin(Verdict.RECENT);
    if (errors > 0) {
      Message count = Message.count("error", errors);
      findings.add(Finding.warning(Code.RECENT_ERRORS, url, count, Verdict.RECENT.toMinutes()));
    }
    String id = worker.text("/worker_id");
    if (!id.equals(workerId)) {
      findings.add(Finding.warning(Code.OTHER_WORKER_ID, url, id, workerId));
    }
    return findings;
  }

  private Finding finding(URI url, WorkerReport worker, String problem) {
    boolean routed = status.reports().stream().anyMatch(WorkerReport::isRouting);
    boolean answered = status.reports().stream().anyMatch(WorkerReport::isApplyingAnswers);
    return switch (problem) {
      case "starting" -> Finding.warning(Code.WORKER_STARTING, url);
      case "stopping" -> Finding.warning(Code.WORKER_STOPPING, url);
      case "routing_stalled" ->
          found(Code.ROUTING_STALLED, routed, url, worker.routing().lastError().orElse("-"));
      case "responses_stalled" ->
          found(Code.RESPONSES_STALLED, answered, url, worker.responses().lastError().orElse("-"));
      case "camunda_unreachable" -> found(Code.WORKER_WITHOUT_CAMUNDA, routed && answered, url);
      case "rabbitmq_unreachable" -> found(Code.WORKER_WITHOUT_RABBITMQ, routed && answered, url);
      case "rabbitmq_blocked" ->
          found(Code.RABBITMQ_BLOCKED, routed, url, worker.text("/rabbitmq/blocked"));
      default -> Finding.warning(Code.WORKER_UNHEALTHY, url, problem);
    };
  }

  private static Finding found(Code code, boolean doneByOthers, Object... args) {
    return doneByOthers ? Finding.warning(code, args) : Finding.critical(code, args);
  }
}
