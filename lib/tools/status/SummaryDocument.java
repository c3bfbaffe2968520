package lib.tools.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/** The numbers of all workers together as JSON. What only workers know is null if none answers. */
record SummaryDocument(
    int workersConfigured,
    int workersAnswering,
    long workersRouting,
    long workersApplyingAnswers,
    Optional<Long> uptimeSeconds,
    Optional<Long> tasksFetched,
    Optional<Long> tasksRouted,
    Optional<Long> tasksFailed,
    Optional<Long> tasksUnlocked,
    Optional<Long> tasksInFlight,
    Optional<Long> answersSettled,
    Optional<Long> answersCompleted,
    Optional<Long> answersToErrorQueue,
    Optional<Long> answersInFlight,
    Optional<Long> answersWaiting,
    @JsonProperty("tasks_per_second_1m") Optional<Double> tasksPerSecond,
    @JsonProperty("answers_per_second_1m") Optional<Double> answersPerSecond,
    Optional<Long> recentErrors,
    Optional<Long> owedAnswers,
    Optional<Long> oldestOwedSeconds) {

  static SummaryDocument of(Summary all) {
    Optional<Summary> known = Optional.of(all).filter(summary -> summary.answering() > 0);
    return new SummaryDocument(
        all.configured(),
        all.answering(),
        all.routing(),
        all.applyingAnswers(),
        known.map(summary -> summary.uptime().toSeconds()),
        known.map(summary -> summary.tasks("fetched")),
        known.map(summary -> summary.tasks("routed")),
        known.map(summary -> summary.tasks("failed")),
        known.map(summary -> summary.tasks("unlocked")),
        known.map(Summary::tasksInFlight),
        known.map(Summary::answersSettled),
        known.map(Summary::answersCompleted),
        known.map(Summary::answersToErrorQueue),
        known.map(Summary::answersInFlight),
        known.map(Summary::answersWaiting),
        known.map(Summary::tasksPerSecond),
        known.map(Summary::answersPerSecond),
        known.map(Summary::recentErrors),
        all.owedAnswers(),
        all.oldestOwed().map(Duration::toSeconds));
  }
}
