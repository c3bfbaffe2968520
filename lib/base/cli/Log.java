package lib.base.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import lib.base.config.LogSettings;
import lib.base.files.FileProblem;
import lib.base.text.Texts;

/**
 * The log of this process, on stderr and in the log file. Loggers come from slf4j; underneath is
 * {@code java.util.logging}, whose root logger this sets up.
 */
public final class Log implements AutoCloseable {

  /** Libraries whose details nobody means with {@code --verbose}. */
  private static final List<String> LIBRARIES =
      List.of("com.rabbitmq", "com.sun", "java", "javax", "jdk", "sun");

  /** Throws what it logs, and whoever catches that tells it in the reader's language. */
  private static final String THROWING = "com.rabbitmq.client.impl.SocketFrameHandler";

  private final Logger throwing = Logger.getLogger(THROWING);
  private final Logger root = Logger.getLogger("");

  /** Held, because the log manager forgets a logger that nobody else holds. */
  private final List<Logger> libraries = LIBRARIES.stream().map(Logger::getLogger).toList();

  private final List<Handler> handlers = new ArrayList<>();

  private Log() {}

  /**
   * Sets up the log.
   *
   * @param tool name of the tool, which the lines of the shared file carry
   * @param consoleLevel the least that stderr shows; at {@code FINE} it shows stack traces, too
   * @return to be closed at the end
   */
  public static Log configure(
      LogSettings settings,
      Level consoleLevel,
      String tool,
      ToolEnvironment environment,
      Output out,
      Texts texts,
      SecretMask mask) {
    var log = new Log();
    boolean journal = JournalStream.isStderr(environment.variables());
    boolean detailed = consoleLevel.intValue() <= Level.FINE.intValue();
    var console = new LogConsole(out, journal);
    console.setFormatter(new LogLine(journal ? "" : "HH:mm:ss", "", detailed, mask));
    log.add(console, consoleLevel);
    settings
        .file()
        .ifPresent(
            path -> {
              var file =
                  new LogFile(
                      path,
                      LogFile.LARGEST_BYTES,
                      e -> {
                        if (isTold(path, environment, consoleLevel)) {
                          out.warning(
                              texts.get("cli.log_unwritable", path, FileProblem.of(path, e)));
                        }
                      });
              String origin = tool + "[" + ProcessHandle.current().pid() + "] ";
              file.setFormatter(new LogLine("yyyy-MM-dd HH:mm:ss.SSS", origin, true, mask));
              log.add(file, settings.level());
            });
    log.install();
    return log;
  }

  /**
   * That a user may not write the log of others is for those who sit there, or ask for details: a
   * monitor calls every minute, and cron mails what it reads. A disk that is full is for all.
   */
  private static boolean isTold(Path path, ToolEnvironment environment, Level consoleLevel) {
    boolean mayWrite = Files.exists(path) ? Files.isWritable(path) : mayCreate(path);
    return mayWrite
        || environment.terminals().isTerminal(2)
        || consoleLevel.intValue() <= Level.INFO.intValue();
  }

  private static boolean mayCreate(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return Files.exists(folder) ? Files.isWritable(folder) : Files.isWritable(folder.getParent());
  }

  private void add(Handler handler, Level level) {
    handler.setLevel(level);
    handlers.add(handler);
  }

  private void install() {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Level least = Level.OFF;
    for (Handler handler : handlers) {
      root.addHandler(handler);
      least = handler.getLevel().intValue() < least.intValue() ? handler.getLevel() : least;
    }
    root.setLevel(least);
    throwing.setLevel(Level.OFF);
    for (Logger library : libraries) {
      library.setLevel(least.intValue() < Level.INFO.intValue() ? Level.INFO : null);
    }
  }

  /** Ends the log of this run. */
  @Override
  public void close() {
    for (Handler handler : handlers) {
      root.removeHandler(handler);
      handler.close();
    }
  }
}
