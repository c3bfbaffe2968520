package lib.base.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;

/**
 * How a run ended that did not end well.
 *
 * @param kind stable name for programs
 * @param cause what happened, for the stack trace
 */
record Failure(String kind, Message message, ExitCode exitCode, Throwable cause) {

  static Failure of(Throwable cause) {
    if (cause instanceof UserException known) {
      return new Failure(known.code(), known.userMessage(), known.exitCode(), cause);
    }
    if (cause instanceof InterruptedException) {
      return new Failure("cli.interrupted", Message.INTERRUPTED, ExitCode.INTERRUPTED, cause);
    }
    return new Failure("cli.bug", Message.of("cli.bug", cause.toString()), ExitCode.UNKNOWN, cause);
  }

  /** Tells it: a sentence on stderr and, with {@code --json}, the document on stdout. */
  void report(Output out, Texts texts, SecretMask mask, boolean json, boolean verbose) {
    if (cause instanceof OutputClosedException closed && closed.isBrokenPipe()) {
      return;
    }
    String sentence = mask.mask(texts.get(message));
    out.error(mask.mask(texts.error(message)));
    if (verbose) {
      out.error(mask.mask(stackTrace()));
    }
    if (json && !out.isDocumentWritten() && !(cause instanceof OutputClosedException)) {
      out.ignoreClosed();
      out.json(document(sentence));
    }
  }

  /** The line for Nagios-compatible systems, which read stdout only. */
  NagiosLine nagiosLine(Texts texts, SecretMask mask) {
    return new NagiosLine(exitCode, mask.mask(texts.get(message)));
  }

  private Map<String, Object> document(String sentence) {
    var error = new LinkedHashMap<String, Object>();
    error.put("kind", kind);
    error.put("message", sentence);
    error.put("exit_code", exitCode.code());
    return Map.of("error", error);
  }

  private String stackTrace() {
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }
}
