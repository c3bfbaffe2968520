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

  private final boolean brokenPipe;

  OutputClosedException(IOException cause) {
    super(Message.of("cli.output_failed", String.valueOf(cause.getMessage())), cause);
    this.brokenPipe = BROKEN_PIPE.contains(String.valueOf(cause.getMessage()));
  }

  /** Whether the reader has had enough, as {@code head} does, which is no failure. */
  boolean isBrokenPipe() {
    return brokenPipe;
  }

  @Override
  public ExitCode exitCode() {
    return brokenPipe ? ExitCode.OK : ExitCode.CRITICAL;
  }

  @Override
  public String code() {
    return "cli.output_failed";
  }
}
