package lib.tools.reader;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;

/** Why something was not done, as JSON. */
record ProblemDocument(String kind, String message, int exitCode) {

  static ProblemDocument of(String kind, Message message, ExitCode exitCode, Texts texts) {
    return new ProblemDocument(kind, texts.get(message), exitCode.code());
  }
}
