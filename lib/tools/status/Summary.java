package lib.tools.status;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import lib.systems.camunda.OwedAnswers;
import lib.systems.page.StatusPage;

/** The numbers of all workers together. */
public record Summary(SystemStatus status) {

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

  long tasks(String counter) {
    return sum(page -> page.tasks(counter));
  }

  long tasksInFlight() {
    return sum(page -> page.inFlight().tasks());
  }

  /** Answers that have left the responses queue. */
  long answersSettled() {
    return sum(page -> page.settledAnswers().sum());
  }

  /** Answers that the engine took: completions, failures and BPMN errors. */
  long answersCompleted() {
    return sum(page -> page.settledAnswers().applied());
  }

  long answersAlreadyDone() {
    return sum(page -> page.settledAnswers().alreadyDone());
  }

  long answersToErrorQueue() {
    return sum(page -> page.settledAnswers().toErrorQueue());
  }

  long answersInFlight() {
    return sum(page -> page.inFlight().answers());
  }

  /** Those of them that wait alone, e.g. for a suspended process instance. */
  long answersWaiting() {
    return sum(page -> page.inFlight().answersWaiting());
  }

  double tasksPerSecond() {
    return rate(page -> page.throughputPerSecond().tasks().oneMinute());
  }

  double answersPerSecond() {
    return rate(page -> page.throughputPerSecond().answers().oneMinute());
  }

  private long sum(ToLongFunction<StatusPage> number) {
    return status.reports().stream().map(WorkerReport::page).mapToLong(number).sum();
  }

  private double rate(ToDoubleFunction<StatusPage> number) {
    return status.reports().stream().map(WorkerReport::page).mapToDouble(number).sum();
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
