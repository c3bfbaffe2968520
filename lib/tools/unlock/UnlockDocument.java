package lib.tools.unlock;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.camunda.TaskState;
import lib.systems.camunda.UnreadableTask;

/**
 * The result as JSON. Its field names stay.
 *
 * @param outcome of a run that changed something or tried to
 */
public record UnlockDocument(
    @JsonUnwrapped Head head, @JsonUnwrapped Counts outcome, List<Row> tasks) {

  record Head(
      String status,
      int locked,
      long expiredLeftOut,
      List<String> notLocked,
      List<String> notFound,
      List<String> notMatching,
      @JsonInclude(Include.NON_EMPTY) List<String> unreadable,
      @JsonInclude(Include.NON_DEFAULT) boolean mayBeHidden,
      @JsonInclude(Include.NON_DEFAULT) long unknown) {

    static Head of(String status, FoundTasks found) {
      LeftOut leftOut = found.leftOut();
      return new Head(
          status,
          found.locked().size(),
          leftOut.expired(),
          found.notLocked().stream().map(TaskState::id).toList(),
          leftOut.unknown(),
          leftOut.unfitting(),
          leftOut.unreadable().stream().map(UnreadableTask::id).map(id -> id.orElse("-")).toList(),
          leftOut.hidden(),
          leftOut.doubt().map(LeftOut.Doubt::tasks).orElse(0L));
    }
  }

  /** How many tasks had which {@link Outcome}. */
  record Counts(
      boolean verified,
      long unlocked,
      long retriesSet,
      long gone,
      long changed,
      long failed,
      long notReached) {

    static Counts of(UnlockResults results, boolean verified) {
      return new Counts(
          verified,
          results.count(Outcome.UNLOCKED),
          results.count(Outcome.RETRIES_SET),
          results.count(Outcome.GONE),
          results.count(Outcome.CHANGED),
          results.count(Outcome.FAILED),
          results.count(Outcome.NOT_REACHED));
    }
  }

  record Row(@JsonUnwrapped Task task, @JsonUnwrapped Change change) {}

  record Task(
      String id,
      String topic,
      Optional<String> workerId,
      Optional<String> lockEnd,
      String state,
      boolean suspended,
      Optional<Integer> retries,
      Optional<String> errorMessage,
      Optional<String> processDefinitionKey,
      Optional<String> processInstanceId,
      Optional<String> activityId,
      Optional<String> businessKey,
      Optional<String> tenantId) {

    static Task of(TaskState task, Instant at) {
      return new Task(
          task.id(),
          task.topic(),
          task.holder(),
          task.lockEnd().map(Instant::toString),
          task.conditionAt(at).code(),
          task.suspended(),
          task.retries(),
          task.errorMessage(),
          task.place().processKey(),
          task.place().processInstanceId(),
          task.place().activityId(),
          task.place().businessKey(),
          task.tenantId());
    }
  }

  record Change(String result, Optional<Integer> newRetries, Optional<String> error) {

    static Change of(UnlockResult result, Texts texts) {
      return new Change(result.outcome().code(), result.retries(), result.error().map(texts::get));
    }
  }

  /** The document of a run that changed nothing. */
  public static UnlockDocument unchanged(FoundTasks found, Decision why) {
    List<Row> rows =
        found.all().stream().map(task -> new Row(Task.of(task, found.at()), null)).toList();
    return new UnlockDocument(Head.of(why.code(), found), null, rows);
  }

  /**
   * The document of a run that changed something or tried to.
   *
   * @param verified whether the engine was asked again afterwards
   */
  public static UnlockDocument done(
      FoundTasks found, UnlockResults results, ExitCode exitCode, boolean verified, Texts texts) {
    List<Row> rows =
        results.all().stream()
            .map(one -> new Row(Task.of(one.task(), found.at()), Change.of(one, texts)))
            .toList();
    return new UnlockDocument(Head.of(status(exitCode), found), Counts.of(results, verified), rows);
  }

  private static String status(ExitCode exitCode) {
    return switch (exitCode) {
      case OK -> "done";
      case WARNING -> "partly";
      case CRITICAL, UNKNOWN -> "failed";
      case INTERRUPTED -> "interrupted";
    };
  }
}
