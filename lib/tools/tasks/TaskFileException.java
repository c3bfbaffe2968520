package lib.tools.tasks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The file was not written; what had this name before is unchanged. */
public final class TaskFileException extends UserException {

  private static final long serialVersionUID = 1L;

  TaskFileException(Path file, IOException cause) {
    super(
        "tasks.export_failed",
        ExitCode.CRITICAL,
        Message.of("tasks.export_failed", file, reason(file, cause)),
        cause);
  }

  private static Object reason(Path file, IOException cause) {
    if (Files.isDirectory(file)) {
      return Message.of("tasks.export_failed.folder");
    } else if (cause instanceof NoSuchFileException) {
      return Message.of("tasks.export_failed.no_folder", String.valueOf(cause.getMessage()));
    }
    return String.valueOf(cause.getMessage());
  }
}
