package lib.systems.camunda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lib.base.config.CamundaSettings;

/**
 * What the lock of a task tells. The engine keeps its holder and its end only, so that the long
 * lock of a task that was handed over, the short one of a task that is being published and the
 * pause after a failure are told apart by how long they last.
 *
 * @param now the moment that decides what a lock is worth
 */
public record LockReading(CamundaSettings settings, Instant now) {

  /** What a lock can be. */
  public enum Hold {
    /** There is none, or it has just ended: workers may take the task. */
    NONE,
    /** The task is being published. */
    SHORT,
    /** Ours, and ended long ago: whoever had the task has not come back to it. */
    LEFT,
    /** The task was handed over. */
    LONG,
    /** The pause after a failure. */
    PAUSE,
    /** Another worker's. */
    FOREIGN
  }

  /** The clocks of two machines are that close. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** No two clocks differ by more. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  /** No pause after a failure is taken for a lock that is as long as this. */
  private static final Duration LONGER_THAN_PAUSES = Duration.ofDays(1);

  /**
   * Who holds a task in the pause after a failure that was reported when its short lock had ended.
   * A hand-over that comes late is for the worker's own name, so that the engine refuses it.
   */
  public static String failureHolder(CamundaSettings settings) {
    return settings.workerId() + "/failure";
  }

  /**
   * Whether a lock under this worker's name is so long that only a hand-over can have made it,
   * however much the clocks of the machines differ.
   */
  public boolean isHandedOver(TaskState task) {
    Duration handoff = settings.handoffLockDuration();
    Duration half = settings.lockDuration().minus(handoff).dividedBy(2);
    Duration tolerance = half.compareTo(CLOCKS) < 0 ? half : CLOCKS;
    return holds(task, settings.workerId())
        && task.lockEnd().filter(end -> end.isAfter(now.plus(handoff).plus(tolerance))).isPresent();
  }

  /** Whether a failure was reported, and its pause is longer than a task is being published. */
  public boolean isInLongPause(TaskState task) {
    return of(task) == Hold.PAUSE && task.lockEnd().filter(end -> !isBrief(end)).isPresent();
  }

  /** What the lock of a task is. */
  public Hold of(TaskState task) {
    if (task.holder().isEmpty() || task.lockEnd().isEmpty()) {
      return Hold.NONE;
    }
    Instant end = task.lockEnd().get();
    if (!task.isLockedAt(now)) {
      boolean longAgo = end.isBefore(now.minus(settings.handoffLockDuration()));
      return isOurs(task) && longAgo && !task.isAfterFailure() ? Hold.LEFT : Hold.NONE;
    }
    if (!isOurs(task)) {
      return Hold.FOREIGN;
    }
    if (isPause(task)) {
      return Hold.PAUSE;
    }
    return isBrief(end) ? Hold.SHORT : Hold.LONG;
  }

  private boolean isBrief(Instant end) {
    return end.isBefore(now.plus(settings.handoffLockDuration()).plus(SKEW));
  }

  /**
   * Whether a failure was reported under this lock: a lock after a failure is a pause unless it is
   * as long as only a hand-over makes it.
   */
  private boolean isPause(TaskState task) {
    boolean longLocks = settings.lockDuration().compareTo(LONGER_THAN_PAUSES) >= 0;
    return task.isAfterFailure() && !(longLocks && handedOver(task).isPresent());
  }

  private boolean isOurs(TaskState task) {
    return holds(task, settings.workerId()) || holds(task, failureHolder(settings));
  }

  private static boolean holds(TaskState task, String name) {
    return task.holder().filter(name::equals).isPresent();
  }

  /** Whether the engine does not know where a task is: somebody has it, or had it. */
  public boolean isOutOfSight(TaskState task) {
    Hold hold = of(task);
    return !task.suspended() && !task.isOutOfRetries() && (hold == Hold.LONG || hold == Hold.LEFT);
  }

  /**
   * When a task with a long lock was handed over; empty if the lock has another length than is
   * configured, which shows in a time before the task was there, or yet to come.
   */
  private Optional<Instant> handedOver(TaskState task) {
    return task.lockEnd()
        .map(end -> end.minus(settings.lockDuration()))
        .filter(time -> !time.isAfter(now.plus(SKEW)))
        .filter(time -> !time.isBefore(task.created().orElse(Instant.EPOCH).minus(SKEW)));
  }

  /** Since when it is as it is: handed over, locked, left alone, or there at all. */
  public Optional<Instant> since(TaskState task, Hold hold) {
    return switch (hold) {
      case LONG -> handedOver(task).or(task::created);
      case SHORT -> task.lockEnd().map(end -> end.minus(settings.handoffLockDuration()));
      case LEFT -> task.lockEnd();
      case NONE -> task.lockEnd().or(task::created);
      case PAUSE, FOREIGN -> task.created();
    };
  }
}
