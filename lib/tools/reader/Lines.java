package lib.tools.reader;

import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;

/** Prints texts by their keys. */
record Lines(Output out, Texts texts) {

  /** An empty line of the result. */
  void empty() {
    out.line();
  }

  /** A line of the result. */
  void line(String key, Object... args) {
    out.line(texts.get(key, args));
  }

  /** A line of the result whose colour means something. */
  void line(Style style, String key, Object... args) {
    out.line(style, texts.get(key, args));
  }

  /** A line that says why the run does not end with 0, seen with {@code --quiet}, too. */
  void concern(String key, Object... args) {
    out.concern(Style.WARNING, texts.get(key, args));
  }

  /** What has come of it: a concern unless the run ends with 0. */
  void outcome(ExitCode code, String key, Object... args) {
    if (code == ExitCode.OK) {
      line(Style.OK, key, args);
    } else {
      concern(key, args);
    }
  }

  void separator(int width) {
    out.line("=".repeat(width));
  }

  /** A remark on stderr. */
  void note(String key, Object... args) {
    out.note(texts.get(key, args));
  }

  /** A remark on stderr that is seen with {@code --quiet}, too. */
  void question(String key, Object... args) {
    out.question(texts.get(key, args));
  }

  /** A warning on stderr, which is seen with {@code --json}, too. */
  void warning(String key, Object... args) {
    out.warning(texts.get(key, args));
  }

  /** An error on stderr, which is seen with {@code --quiet}, too. */
  void error(String key, Object... args) {
    out.error(texts.get(key, args));
  }

  /** The same for the sentence of what has failed. */
  void failed(Message message) {
    out.error(texts.error(message));
  }

  /** A number of messages in words. */
  String messages(long count) {
    return texts.count("message", count);
  }
}
