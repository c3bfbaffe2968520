package lib.tools.reader;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lib.base.text.ExitCode;
import lib.base.text.Message;

/**
 * Messages that are in a complete file.
 *
 * @param file where; empty if there is none
 * @param count how many
 * @param tags delivery tags of those that are in it exactly, the only thing that is kept in memory
 * @param altered what is wrong with the first that is in it for reading only
 * @param bytes size of the file
 * @param stopped whether somebody stopped it, so that there is no file
 * @param looked how many messages the queue has given
 * @param missing how many it has not given, though they were there at the beginning
 */
record SavedMessages(
    Optional<Path> file,
    long count,
    List<Long> tags,
    Optional<Message> altered,
    long bytes,
    boolean stopped,
    long looked,
    long missing) {

  static final SavedMessages NONE =
      new SavedMessages(Optional.empty(), 0, List.of(), Optional.empty(), 0, false, 0, 0);

  /** How many are in the file for reading only. */
  long inexact() {
    return count - tags.size();
  }

  /** Whether everything that the queue had is in the file, and exactly. */
  boolean isComplete() {
    return missing == 0 && inexact() == 0;
  }

  ExitCode exitCode() {
    if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    return count == 0 || !isComplete() ? ExitCode.WARNING : ExitCode.OK;
  }

  String status() {
    return switch (exitCode()) {
      case INTERRUPTED -> "interrupted";
      case WARNING -> count == 0 ? "nothing_found" : "partly";
      default -> "done";
    };
  }
}
