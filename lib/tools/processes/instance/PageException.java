package lib.tools.processes.instance;

import java.io.IOException;
import java.nio.file.Path;
import lib.base.files.FileProblem;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The page was not written; what had its name before is unchanged. */
public final class PageException extends UserException {

  private static final long serialVersionUID = 1L;

  PageException(Path file, IOException cause) {
    super(
        "instance.export_failed",
        ExitCode.CRITICAL,
        Message.of("instance.export_failed", file, FileProblem.of(file, cause)),
        cause);
  }
}
