package tests.support;

import java.nio.file.Path;

/** A real browser without a window. */
public final class Browser {

  private final Command command;

  /**
   * @param folder for its profile
   */
  public Browser(Path folder) {
    Path program =
        Programs.require(
            "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
    this.command =
        Command.program(program.toString())
            .with("--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr")
            .with("--user-data-dir=" + folder.resolve("profile"));
  }

  /** Runs it to its end; what pages write to their console is in stderr. */
  public Command.Result run(String... arguments) {
    return command.with(arguments).run().expect(0);
  }

  /** The document of a page after its scripts had six seconds. */
  public Command.Result dom(String url, String... arguments) {
    return command
        .with("--dump-dom", "--virtual-time-budget=6000")
        .with(arguments)
        .with(url)
        .run()
        .expect(0);
  }
}
