package lib.cli;

//SOURCES Output.java
//SOURCES ToolEnvironment.java

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks whoever sits at the terminal. */
public final class Prompt {

  private final ToolEnvironment environment;
  private final Output out;
  private BufferedReader reader;

  Prompt(ToolEnvironment environment, Output out) {
    this.environment = environment;
    this.out = out;
  }

  /** Whether somebody is there to answer: stdin and stderr are terminals. */
  public boolean isInteractive() {
    return environment.terminals().test(0) && out.isErrorTerminal();
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
}
