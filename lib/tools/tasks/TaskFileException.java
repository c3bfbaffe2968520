package lib.tools.tasks;

import java.io.IOException;
import java.nio.file.Path;
import lib.base.files.FileProblem;
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
        Message.of("tasks.export_failed", file, FileProblem.of(file, cause)),
        cause);
  }
}
