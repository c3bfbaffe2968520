package lib.base.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks whoever sits at the terminal. */
public final class Prompt {

  /** The one word that confirms, in any language. */
  static final String WORD = "YES";

  private final ToolEnvironment environment;
  private final Output out;
  private BufferedReader reader;

  Prompt(ToolEnvironment environment, Output out) {
    this.environment = environment;
    this.out = out;
  }

  /** Whether somebody is there to answer: stdin and stderr are terminals. */
  public boolean isInteractive() {
    return environment.terminals().isTerminal(0) && out.isErrorTerminal();
  }

  /** Asks on stderr and reads one line; empty if there is no more input. */
  public Optional<String> ask(String question) {
    out.stderr().print(question);
    out.stderr().flush();
    if (reader == null) {
      reader =
          new BufferedReader(new InputStreamReader(environment.stdin(), StandardCharsets.UTF_8));
    }
    try {
      return Optional.ofNullable(reader.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read standard input", e);
    }
  }

  /**
   * Asks for the word {@code YES} before something that cannot be undone. Without a terminal nobody
   * is asked, so that no pipe confirms what nobody has seen.
   *
   * @param question what is going to happen, ending with the request to type the word
   */
  public Confirmation confirm(String question) {
    if (!isInteractive()) {
      return Confirmation.NOBODY_TO_ASK;
    }
    return ask(question).filter(answer -> answer.strip().equals(WORD)).isPresent()
        ? Confirmation.GIVEN
        : Confirmation.DECLINED;
  }
}
