package lib.base.cli;

import java.io.IOException;
import java.util.Set;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Standard output cannot be written. */
public final class OutputClosedException extends UserException {

  private static final long serialVersionUID = 1L;

  /** The C library's text for EPIPE in the languages of our users; Java has no code for it. */
  private static final Set<String> BROKEN_PIPE = Set.of("Broken pipe", "Обрыв канала");

  OutputClosedException(IOException cause) {
    this(String.valueOf(cause.getMessage()), cause);
  }

  private OutputClosedException(String reason, IOException cause) {
    super(
        "cli.output_failed",
        BROKEN_PIPE.contains(reason) ? ExitCode.OK : ExitCode.CRITICAL,
        Message.of("cli.output_failed", reason),
        cause);
  }

  /** Whether the reader has had enough, as {@code head} does, which is no failure. */
  boolean isBrokenPipe() {
    return exitCode() == ExitCode.OK;
  }
}
