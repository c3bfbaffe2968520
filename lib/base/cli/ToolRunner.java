package lib.base.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import lib.base.config.ConfigException;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.ExitCode;
import lib.base.text.Language;
import lib.base.text.Texts;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/**
 * Runs a tool from its command line to its exit code: language, options, settings, log, and every
 * failure as one sentence.
 */
public final class ToolRunner {

  private static final int HELP_WIDTH = 100;

  private final ToolEnvironment environment;
  private final String name;
  private final Tool tool;
  private final CommonOptions options = new CommonOptions();
  private final CommandLine commandLine;
  private final Arguments arguments;
  private final Output out;
  private final Texts texts;
  private Optional<Settings> settings = Optional.empty();
  private SecretMask mask = SecretMask.NONE;
  private OutputForm form = OutputForm.TEXT;

  private ToolRunner(ToolEnvironment environment, String name, Tool tool, String... args) {
    this.environment = environment;
    this.name = name;
    this.tool = tool;
    this.commandLine = commandLine(name, tool, options);
    this.arguments = new Arguments(commandLine.getCommandSpec(), args);
    this.out = new Output(environment, arguments.has("--quiet"), arguments.has("--json"));
    this.texts = Texts.load(arguments.language().orElseGet(this::configuredLanguage), name, "cli");
    commandLine.setResourceBundle(new HelpTexts(texts, commandLine.getCommandSpec()));
  }

  /**
   * Runs a tool in this process's environment; meant for {@code main}.
   *
   * @param name name of the script and of its texts, e.g. {@code start_process}
   * @return the exit code
   */
  public static int run(String name, Tool tool, String... args) {
    return run(ToolEnvironment.system(), name, tool, args);
  }

  /** Runs a tool in any environment. */
  public static int run(ToolEnvironment environment, String name, Tool tool, String... args) {
    return new ToolRunner(environment, name, tool, args).run().code();
  }

  private static CommandLine commandLine(String name, Tool tool, CommonOptions options) {
    var commandLine = new CommandLine(tool);
    commandLine.addMixin("common", options);
    commandLine.setCommandName(name + ".java");
    commandLine.setAbbreviatedOptionsAllowed(true);
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(String.class, Arguments::typed);
    commandLine.registerConverter(Path.class, value -> Path.of(Arguments.typed(value)));
    commandLine.setExpandAtFiles(false); // --variables @FILE is the tool's own
    commandLine.setUsageHelpWidth(HELP_WIDTH);
    commandLine.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
    return commandLine;
  }

  /** The settings are loaded for this already, as they are needed in nearly every run. */
  private Language configuredLanguage() {
    try {
      settings = Optional.of(Settings.load(sources()));
      return settings.get().language();
    } catch (ConfigException e) {
      return Settings.languageOf(sources()); // start() loads again and lets the failure out
    }
  }

  private ExitCode run() {
    try {
      ExitCode code = start();
      out.finish();
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(e);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return failed(e);
    }
  }

  private ExitCode failed(Throwable cause) {
    Failure failure = Failure.of(cause);
    boolean json = arguments.has("--json");
    boolean verbose = arguments.has("--verbose");
    boolean plugin = arguments.has("--nagios") && !json && !out.isUsed();
    if (!plugin || verbose || failure.exitCode() == ExitCode.UNKNOWN) {
      failure.report(out, texts, mask, json, verbose);
    }
    if (plugin) { // Monitors read stdout only.
      out.ignoreClosed();
      failure.nagiosLine(texts, mask).print(out);
    }
    return failure.exitCode();
  }

  private ExitCode start() throws Exception {
    parse();
    if (options.help) {
      commandLine.setUsageHelpAutoWidth(out.isTerminal());
      out.always(
          commandLine.getUsageMessage(out.isColoured() ? Ansi.ON : Ansi.OFF).stripTrailing());
      return ExitCode.OK;
    }
    if (options.completion != null) {
      out.always(AutoComplete.bash(commandLine.getCommandName(), commandLine).stripTrailing());
      return ExitCode.OK;
    }
    Settings current = settings.orElseGet(() -> Settings.load(sources()));
    mask = SecretMask.of(current);
    current.warnings().forEach(warning -> out.warning(texts.get("cli.warning", warning)));
    if (tool.isChanging()) {
      out.ignoreClosed();
    }
    Log log =
        Log.configure(current.log(), consoleLevel(current), name, environment, out, texts, mask);
    try (log) {
      return tool.run(context(current));
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

  private ToolContext context(Settings current) {
    return new ToolContext(
        current,
        texts,
        out,
        new Prompt(environment, out),
        environment.home(),
        environment.folder(),
        options.verbose,
        form);
  }

  private void parse() {
    try {
      form = OutputForm.of(commandLine.parseArgs(arguments.forParser()));
    } catch (ParameterException e) {
      if (arguments.has("--completion") && e instanceof CommandLine.MissingParameterException) {
        return; // a completion script needs none of the tool's own arguments
      }
      throw UsageErrors.of(e, arguments);
    }
  }

  private SettingsSources sources() {
    Map<String, String> commandLineSettings =
        arguments
            .language()
            .map(language -> Map.of("tools.lang", language.code()))
            .orElse(Map.of());
    return new SettingsSources(
        commandLineSettings,
        environment.variables(),
        environment.home(),
        arguments.value("--config").map(Path::of).map(environment.folder()::resolve));
  }
}
