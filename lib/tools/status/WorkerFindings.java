package lib.tools.status;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import lib.base.text.Finding;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.page.LoopsPage;
import lib.systems.page.StatusPage;

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
    worker
        .contradiction()
        .ifPresent(what -> findings.add(FindingCode.CONTRADICTION.warning(url, what)));
    long errors = worker.errorsWithin(Verdict.RECENT);
    if (errors > 0) {
      Message count = Message.count("error", errors);
      findings.add(FindingCode.RECENT_ERRORS.warning(url, count, Verdict.RECENT.toMinutes()));
    }
    String id = Texts.plain(worker.page().workerId());
    if (!id.equals(workerId)) {
      findings.add(FindingCode.OTHER_WORKER_ID.warning(url, id, workerId));
    }
    return findings;
  }

  private Finding finding(URI url, WorkerReport worker, String problem) {
    boolean routed = status.reports().stream().anyMatch(WorkerReport::isRouting);
    boolean answered = status.reports().stream().anyMatch(WorkerReport::isApplyingAnswers);
    return switch (problem) {
      case "starting" -> FindingCode.WORKER_STARTING.warning(url);
      case "stopping" -> FindingCode.WORKER_STOPPING.warning(url);
      case "routing_stalled" ->
          found(FindingCode.ROUTING_STALLED, routed, url, lastError(worker.routing()));
      case "responses_stalled" ->
          found(FindingCode.RESPONSES_STALLED, answered, url, lastError(worker.responses()));
      case "camunda_unreachable" ->
          found(FindingCode.WORKER_WITHOUT_CAMUNDA, routed && answered, url);
      case "rabbitmq_unreachable" ->
          found(FindingCode.WORKER_WITHOUT_RABBITMQ, routed && answered, url);
      case "rabbitmq_blocked" ->
          found(
              FindingCode.RABBITMQ_BLOCKED,
              routed,
              url,
              worker.page().rabbitmq().blocked().orElse("-"));
      case "rabbitmq_topology" ->
          FindingCode.RABBITMQ_TOPOLOGY.critical(url, missing(worker.page().rabbitmq()));
      default -> FindingCode.WORKER_UNHEALTHY.warning(url, problem);
    };
  }

  private static String lastError(LoopsPage.Loop loop) {
    return loop.lastError().map(LoopsPage.LoopError::text).orElse("-");
  }

  private static String missing(StatusPage.Rabbitmq rabbitmq) {
    return Texts.plain(String.join(", ", rabbitmq.missing()));
  }

  private static Finding found(FindingCode code, boolean doneByOthers, Object... args) {
    return doneByOthers ? code.warning(args) : code.critical(args);
  }
}
