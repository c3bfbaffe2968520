package lib.tools.status;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lib.systems.camunda.OwedAnswers;

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

  /** What all systems owe, as the engine tells; empty if it does not. */
  Optional<Long> owedAnswers() {
    return status
        .owed()
        .map(owed -> owed.bySystem().values().stream())
        .map(owed -> owed.mapToLong(OwedAnswers.Owed::answers).sum());
  }

  /** For how long the oldest of these has been owed; nothing owed is no time. */
  Optional<Duration> oldestOwed() {
    return status
        .owed()
        .map(owed -> owed.bySystem().values().stream())
        .map(owed -> owed.flatMap(one -> one.oldest().stream()).min(Comparator.naturalOrder()))
        .map(oldest -> oldest.map(since -> Duration.between(since, status.at())))
        .map(age -> age.filter(time -> !time.isNegative()).orElse(Duration.ZERO));
  }

  /** That of the worker that has run longest. */
  Duration uptime() {
    return status.reports().stream()
        .map(WorkerReport::uptime)
        .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }
}
