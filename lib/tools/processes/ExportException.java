package lib.tools.processes;

import java.io.IOException;
import java.nio.file.Path;
import lib.base.files.FileProblem;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;

/** The file was not written; what had this name before is unchanged. */
public final class ExportException extends UserException {

  private static final long serialVersionUID = 1L;

  private ExportException(String code, ExitCode exitCode, Path file, Object why, Exception cause) {
    super(code, exitCode, Message.of("processes.export.failed", file, why), cause);
  }

  /** Because of the file itself. */
  static ExportException of(Path file, IOException cause) {
    return new ExportException(
        "processes.export_failed", ExitCode.CRITICAL, file, FileProblem.of(file, cause), cause);
  }

  /** Because of the engine, or Ctrl-C. */
  static ExportException of(Path file, CamundaException cause) {
    return cause.kind() == CamundaException.Kind.INTERRUPTED
        ? new ExportException(
            "cli.interrupted", ExitCode.INTERRUPTED, file, Message.INTERRUPTED, cause)
        : new ExportException(cause.code(), cause.exitCode(), file, cause.userMessage(), cause);
  }
}
