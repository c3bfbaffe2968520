package lib.tools.reader;

import java.util.Optional;
import java.util.OptionalLong;
import lib.base.text.ExitCode;
import lib.base.text.UserException;
import lib.systems.messages.QueueProfile;

/**
 * What was removed.
 *
 * @param removed how many messages
 * @param left how many are in the queue after a purge
 * @param saved what is in a file, if one was wanted
 * @param problem why it is not known whether all of that was removed
 */
record ClearReport(
    QueueProfile queue,
    Outcome outcome,
    long removed,
    OptionalLong left,
    Optional<SavedMessages> saved,
    Optional<UserException> problem)
    implements Report {

  /** What it came to. */
  enum Outcome {
    /** There was nothing to remove. */
    EMPTY,
    DRY_RUN,
    /** Somebody said no. */
    DECLINED,
    /** Nobody could be asked. */
    NOT_CONFIRMED,
    /** Everything was removed at once. */
    PURGED,
    /** The messages whose task is gone were removed. */
    REMOVED,
    /** What is in the file was removed, if there is one. */
    SAVED,
    /** There is a file, and perhaps not all of it was removed. */
    UNCERTAIN
  }

  static ClearReport nothing(QueueProfile queue, Outcome outcome) {
    return new ClearReport(
        queue, outcome, 0, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  String status() {
    return switch (outcome) {
      case EMPTY -> "empty";
      case DRY_RUN -> "dry_run";
      case DECLINED -> "declined";
      case NOT_CONFIRMED -> "not_confirmed";
      case UNCERTAIN -> "uncertain";
      case PURGED -> left.orElse(0) > 0 ? "partly" : "done";
      case REMOVED -> removed > 0 ? "done" : "nothing_found";
      case SAVED -> saved.map(SavedMessages::status).orElseThrow();
    };
  }

  @Override
  public ExitCode exitCode() {
    return switch (outcome) {
      case EMPTY, DRY_RUN -> ExitCode.OK;
      case DECLINED, NOT_CONFIRMED -> ExitCode.WARNING;
      case UNCERTAIN -> ExitCode.CRITICAL;
      case PURGED -> left.orElse(0) > 0 ? ExitCode.WARNING : ExitCode.OK;
      case REMOVED -> removed > 0 ? ExitCode.OK : ExitCode.WARNING;
      case SAVED -> saved.map(SavedMessages::exitCode).orElseThrow();
    };
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.clear(this);
  }
}
