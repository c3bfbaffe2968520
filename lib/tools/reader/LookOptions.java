package lib.tools.reader;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import lib.base.cli.UsageException;
import lib.base.text.Message;
import picocli.CommandLine.Option;

/** The options that are for looking at messages only. */
final class LookOptions {

  @Option(names = "--message-number", paramLabel = "N[-M]")
  private Optional<String> numbers = Optional.empty();

  @Option(names = "--bodies", paramLabel = "DIR")
  private Optional<Path> bodies = Optional.empty();

  void addGiven(Set<String> given) {
    numbers.ifPresent(present -> given.add("--message-number"));
    bodies.ifPresent(present -> given.add("--bodies"));
  }

  /**
   * The places of the messages that are meant.
   *
   * @throws UsageException if it is no such text
   */
  Optional<MessageNumbers> numbers() {
    return numbers.map(
        text ->
            MessageNumbers.parse(text)
                .orElseThrow(
                    () ->
                        UsageException.invalidValue(
                            "--message-number", text, Message.of("reader.allowed_numbers"))));
  }

  /** The folder that bodies are written into, relative to the current one. */
  Optional<Path> bodies() {
    return bodies;
  }
}
