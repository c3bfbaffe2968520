package lib.tools.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;

/** The file was not written; what had this name before is unchanged. */
public final class ExportException extends UserException {

  private static final long serialVersionUID = 1L;

  private final String kind;
  private final ExitCode exitCode;

  private ExportException(Path file, Object why, String kind, ExitCode exitCode, Exception cause) {
    super(Message.of("processes.export.failed", file, why), cause);
    this.kind = kind;
    this.exitCode = exitCode;
  }

  /** Because of the file itself. */
  static ExportException of(Path file, IOException cause) {
    String words = String.valueOf(cause.getMessage()).replaceFirst("(?s).*\\((.+)\\)$", "$1");
    Object reason = words;
    if (Files.isDirectory(file)) {
      reason = Message.of("processes.export.folder");
    } else if (cause instanceof NoSuchFileException) {
      reason = Message.of("processes.export.no_folder", cause.getMessage());
    }
    return new ExportException(file, reason, "processes.export_failed", ExitCode.CRITICAL, cause);
  }

  /** Because of the engine, or Ctrl-C. */
  static ExportException of(Path file, CamundaException cause) {
    return cause.kind() == CamundaException.Kind.INTERRUPTED
        ? new ExportException(
            file, Message.INTERRUPTED, "cli.interrupted", ExitCode.INTERRUPTED, cause)
        : new ExportException(file, cause.userMessage(), cause.code(), cause.exitCode(), cause);
  }

  @Override
  public ExitCode exitCode() {
    return exitCode;
  }

  @Override
  public String code() {
    return kind;
  }
}
