package lib.tools.status;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of all workers together. */
public record Summary(SystemStatus status) {

  private static final List<String> TO_ERROR_QUEUE =
      List.of("malformed", "rejected", "engine_error", "database_error");

  int configured() {
    return status.workers().size();
  }

  int answering() {
    return status.reports().size();
  }

  long routing() {
    return status.reports().stream().filter(WorkerReport::isRouting).count();
  }

  long applyingAnswers() {
    return status.reports().stream().filter(WorkerReport::isApplyingAnswers).count();
  }

  long tasks(String count) {
    return status.sum("/counters/tasks/" + count);
  }

  long answers(String outcome) {
    return status.sum("/counters/answers/" + outcome);
  }

  /** Answers that have left the responses queue. */
  long answersSettled() {
    return answersCompleted() + answers("already_done") + answersToErrorQueue();
  }

  /** Answers that the engine took: completions, failures and BPMN errors. */
  long answersCompleted() {
    return answers("completed") + answers("failure_reported") + answers("bpmn_error_reported");
  }

  long answersToErrorQueue() {
    return TO_ERROR_QUEUE.stream().mapToLong(this::answers).sum();
  }

  long inFlight(String what) {
    return status.sum("/in_flight/" + what);
  }

  double perSecond(String what, String window) {
    return status.reports().stream()
        .mapToDouble(w -> w.fraction("/throughput_per_second/" + what + "/" + window).orElse(0.0))
        .sum();
  }

  long recentErrors() {
    return status.reports().stream().mapToLong(w -> w.errorsWithin(Verdict.RECENT)).sum();
  }

  /** That of the worker that has run longest. */
  Duration uptime() {
    return status.reports().stream()
        .map(WorkerReport::uptime)
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  /** For programs. Its names stay; what only workers know is null if none answers. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("workers_configured", configured());
    document.put("workers_answering", answering());
    document.put("workers_routing", routing());
    document.put("workers_applying_answers", applyingAnswers());
    document.put("uptime_seconds", uptime().toSeconds());
    document.put("tasks_fetched", tasks("fetched"));
    document.put("tasks_routed", tasks("routed"));
    document.put("tasks_failed", tasks("failed"));
    document.put("tasks_unlocked", tasks("unlocked"));
    document.put("tasks_in_flight", inFlight("tasks"));
    document.put("answers_settled", answersSettled());
    document.put("answers_completed", answersCompleted());
    document.put("answers_to_error_queue", answersToErrorQueue());
    document.put("answers_in_flight", inFlight("answers"));
    document.put("tasks_per_second_1m", perSecond("tasks", "1m"));
    document.put("answers_per_second_1m", perSecond("answers", "1m"));
    document.put("recent_errors", recentErrors());
    if (answering() == 0) {
      document.replaceAll((name, value) -> name.startsWith("workers_") ? value : null);
    }
    return document;
  }
}
