package sandbox;

//SOURCES EmbeddedEngine.java
//SOURCES EngineOptions.java
//SOURCES FreePort.java
//SOURCES RestServer.java
//SOURCES ../lib/base/cli/package-info.java
//USES ../lib/base/text/package-info.java
//FILES engine_ru.properties=../texts/engine_ru.properties
//FILES engine_en.properties=../texts/engine_en.properties

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import lib.base.cli.HelpPage;
import lib.base.cli.StopSignals;
import lib.base.cli.UsageErrors;
import lib.base.text.ExitCode;
import lib.base.text.Language;
import lib.base.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs an embedded engine with its REST API until a signal ends it.
 *
 * <p>It does without lib.base.cli.ToolRunner, whose Jackson would replace the one that the engine
 * was made for.
 */
@Command(name = "engine", sortOptions = false)
public final class EngineCommand implements Callable<Integer> {
  private static final String LOG =
      """
      handlers = java.util.logging.ConsoleHandler
      .level = WARNING
      org.apache.catalina.loader.WebappClassLoaderBase.level = SEVERE
      org.camunda.bpm.engine.rest.exception.level = SEVERE
      org.operaton.bpm.engine.rest.exception.level = SEVERE
      java.util.logging.SimpleFormatter.format = %4$s %3$s: %5$s%6$s%n
      """;

  private static final int HELP_WIDTH = 100;

  private final EmbeddedEngine engine;
  private final Texts texts;
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);

  @Mixin private EngineOptions options;

  @Option(names = "--lang", paramLabel = "ru|en")
  private String language;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true)
  private boolean help;

  private EngineCommand(EmbeddedEngine engine, Texts texts) {
    this.engine = engine;
    this.texts = texts;
  }

  /**
   * Prints "READY URL" when requests can come, and returns when a signal has ended it.
   *
   * @return exit code
   */
  public static int run(EmbeddedEngine engine, String... arguments) {
    var command = new EngineCommand(engine, Texts.load(language(arguments), "engine", "cli"));
    return new CommandLine(command)
        .setAbbreviatedOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionStrategy(command::helpOrRun)
        .setParameterExceptionHandler(command::wrongUsage)
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)));
    if (options.isUserMalformed()) {
      err.println(texts.get("engine.auth_format"));
      return ExitCode.UNKNOWN.code();
    }
    if (options.port() != 0 && !FreePort.isFree(options.port())) {
      return failed(texts.get("engine.port_in_use", Integer.toString(options.port())));
    }
    var stop = new CompletableFuture<String>();
    StopSignals.onStop(stop::complete);
    RestServer server;
    try {
      engine.start(options);
      server = RestServer.start(engine.rest(), options.port(), options.user().isPresent());
    } catch (RuntimeException | IOException e) {
      return failed(texts.get("engine.failed", engine.product(), rootMessage(e)));
    }
    out.println("READY " + server.url());
    out.println(texts.get("engine.ready", engine.product(), options.jdbcUrl()));
    var signal = stop.join();
    server.stop();
    engine.stop();
    return (signal.equals("INT") ? ExitCode.INTERRUPTED : ExitCode.OK).code();
  }

  private int failed(String sentence) {
    err.println(sentence);
    return ExitCode.CRITICAL.code();
  }

  private int helpOrRun(ParseResult parsed) {
    if (!parsed.isUsageHelpRequested()) {
      return new RunLast().execute(parsed);
    }
    CommandLine self = parsed.commandSpec().commandLine();
    out.println(HelpPage.of(self, texts, self.getUsageHelpWidth(), UnaryOperator.identity()));
    return ExitCode.OK.code();
  }

  private int wrongUsage(ParameterException e, String[] arguments) {
    err.println(texts.error(UsageErrors.of(e, arguments).userMessage()));
    return ExitCode.UNKNOWN.code();
  }

  /**
   * As the other tools: the option, else the environment, else Russian. Wrong values are picocli's
   * to tell.
   */
  private static Language language(String... arguments) {
    var option = Stream.of((" " + String.join(" ", arguments)).split(" --lang[ =]", 2)).skip(1);
    var code = option.findFirst().orElse(System.getenv().getOrDefault("TOOLS_LANG", "ru"));
    return code.toLowerCase(Locale.ROOT).startsWith("en") ? Language.EN : Language.RU;
  }

  private static String rootMessage(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }
}
