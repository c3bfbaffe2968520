package lib.tools.reader;

import java.util.Optional;
import lib.base.text.Texts;
import lib.systems.messages.Redriven;

/** An error message and what became of it, as JSON. */
record RedrivenRow(
    long messageNumber,
    String format,
    String taskId,
    String errorType,
    Optional<String> target,
    String result,
    Optional<String> error) {

  static RedrivenRow of(Redriven one, Texts texts) {
    return new RedrivenRow(
        one.number(),
        one.format(),
        one.taskId(),
        one.errorType(),
        one.target(),
        one.outcome().code(),
        one.problem().map(texts::get));
  }
}
