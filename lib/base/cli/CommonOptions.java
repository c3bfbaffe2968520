package lib.base.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that every tool has. */
final class CommonOptions {

  enum Shell {
    BASH,
    ZSH,
    FISH;

    /** As it is typed. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true)
  boolean help;

  @Option(names = "--verbose")
  boolean verbose;

  @Option(names = "--quiet")
  boolean quiet;

  @Option(names = "--config", paramLabel = "FILE")
  Path config;

  @Option(names = "--lang", paramLabel = "ru|en")
  lib.base.text.Language language;

  @Option(names = "--json")
  boolean json;

  @Option(names = "--completion", paramLabel = "SHELL")
  Shell completion;
}
