package lib.base.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import lib.base.config.ConfigException;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.ExitCode;
import lib.base.text.Language;
import lib.base.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One run of a tool whose command line has been read: language, settings, log, and every failure as
 * one sentence.
 */
final class ToolRun {

  private final ToolEnvironment environment;
  private final String name;
  private final Tool tool;
  private final CommandLine commandLine;
  private final CommonOptions options;
  private final Output out;
  private final Texts texts;
  private Optional<Settings> settings = Optional.empty();
  private SecretMask mask = SecretMask.NONE;

  ToolRun(
      ToolEnvironment environment,
      String name,
      Tool tool,
      CommandLine commandLine,
      CommonOptions options) {
    this.environment = environment;
    this.name = name;
    this.tool = tool;
    this.commandLine = commandLine;
    this.options = options;
    this.out = new Output(environment, options.quiet, options.json);
    this.texts =
        Texts.load(
            Optional.ofNullable(options.language).orElseGet(this::configuredLanguage), name, "cli");
  }

  /** The settings are loaded for this already if they are needed later. */
  private Language configuredLanguage() {
    if (options.help || options.completion != null) {
      return Settings.languageOf(sources());
    }
    try {
      settings = Optional.of(Settings.load(sources()));
      return settings.get().language();
    } catch (ConfigException e) {
      return Settings.languageOf(sources()); // start() loads again and lets the failure out
    }
  }

  private SettingsSources sources() {
    Map<String, String> commandLineSettings =
        Optional.ofNullable(options.language)
            .map(language -> Map.of("tools.lang", language.code()))
            .orElse(Map.of());
    return new SettingsSources(
        commandLineSettings,
        environment.variables(),
        environment.home(),
        Optional.ofNullable(options.config).map(environment.folder()::resolve));
  }

  /**
   * Does what the command line asks for.
   *
   * @return the exit code
   */
  int start(ParseResult parsed) throws Exception {
    OutputForm form = OutputForm.of(parsed);
    if (options.help) {
      out.always(help());
      return end(ExitCode.OK);
    }
    if (options.completion != null) {
      return completion();
    }
    repeated(parsed);
    return end(work(form));
  }

  /** The last one counts, as in a shell's alias that is called with an option of its own. */
  private void repeated(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptionsSet()) {
      List<String> values = option.originalStringValues();
      if (!option.isMultiValue() && values.stream().distinct().count() > 1) {
        out.warning(texts.get("cli.repeated_option", option.longestName()));
      }
    }
  }

  private int end(ExitCode code) {
    out.finish();
    return code.code();
  }

  private String help() {
    int width = environment.terminals().width().orElseGet(commandLine::getUsageHelpWidth);
    return HelpPage.of(commandLine, texts, width, name -> out.styled(Style.ACCENT, name));
  }

  private int completion() {
    CommandLine known = KnownValues.of(readableSettings()).in(commandLine);
    CommandSpec command = known.getCommandSpec();
    out.always(
        options.completion == CommonOptions.Shell.FISH
            ? FishCompletion.of(command, new HelpTexts(texts, command))
            : CompletionScript.of(known));
    return end(ExitCode.OK);
  }

  private Optional<Settings> readableSettings() {
    try {
      return Optional.of(Settings.load(sources()));
    } catch (ConfigException e) {
      return Optional.empty(); // The tool will say so when it works; options complete all the same.
    }
  }

  private ExitCode work(OutputForm form) throws Exception {
    Settings current = settings.orElseGet(() -> Settings.load(sources()));
    mask = SecretMask.of(current);
    current.warnings().forEach(warning -> out.warning(texts.get("cli.warning", warning)));
    if (tool.isChanging() || tool.isVerdict()) {
      out.ignoreClosed();
    }
    Log log =
        Log.configure(current.log(), consoleLevel(current), name, environment, out, texts, mask);
    try (log) {
      return tool.run(context(current, form));
    }
  }

  /** What only the log says is for the file; a service has no other output than its log. */
  private Level consoleLevel(Settings current) {
    if (options.verbose) {
      return Level.FINE;
    }
    if (options.quiet) {
      return Level.SEVERE;
    }
    return tool.isService() ? current.log().level() : Level.WARNING;
  }

  private ToolContext context(Settings current, OutputForm form) {
    return new ToolContext(
        current,
        texts,
        out,
        new Prompt(environment, out),
        environment.home(),
        environment.folder(),
        environment.stdin(),
        options.verbose,
        form);
  }

  /**
   * Tells what is wrong with the command line. A completion script needs none of the tool's own
   * arguments.
   *
   * @return the exit code
   */
  int refused(ParameterException e, String... args) {
    return options.completion != null && e instanceof MissingParameterException
        ? completion()
        : failed(UsageErrors.of(e, args));
  }

  /**
   * Tells what has failed.
   *
   * @return the exit code
   */
  int failed(Throwable cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    Failure failure = Failure.of(cause);
    boolean plugin =
        OutputForm.NAGIOS.isGiven(commandLine.getCommandSpec()) && !options.json && !out.isUsed();
    if (!plugin || options.verbose || failure.exitCode() == ExitCode.UNKNOWN) {
      failure.report(out, texts, mask, options.json, options.verbose);
    }
    if (plugin) { // Monitors read stdout only.
      out.ignoreClosed();
      failure.nagiosLine(texts, mask).print(out);
    }
    return failure.exitCode().code();
  }
}
