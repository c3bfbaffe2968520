package sandbox;

//SOURCES ../lib/base/cli/package-info.java

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What can be chosen about an embedded engine; the same for Camunda and Operaton. */
public final class EngineOptions {
  @Option(names = "--port", paramLabel = "N", defaultValue = "8080")
  private int port;

  @Option(names = "--auth", paramLabel = "USER:PASSWORD")
  private String auth;

  @Option(names = "--authorization")
  private boolean authorization;

  @Option(names = "--db", paramLabel = "JDBC_URL|FILE")
  private String database;

  @Option(names = "--history", paramLabel = "LEVEL", defaultValue = "full")
  private HistoryLevel history;

  @Option(names = "--clock-offset", paramLabel = "SECONDS")
  private long clockOffsetSeconds;

  @Option(names = "--no-login-delay")
  private boolean noLoginDelay;

  /** The engine's history levels; the names are those of its configuration. */
  enum HistoryLevel {
    none,
    activity,
    audit,
    full
  }

  /** The user that HTTP Basic asks for; with authorization on, an administrator. */
  public record User(String name, String password) {}

  /** 0 = any free one. */
  public int port() {
    return port;
  }

  /** Empty: everybody may do everything without a password. */
  public Optional<User> user() {
    return Optional.ofNullable(auth)
        .map(text -> text.split(":", 2))
        .map(parts -> new User(parts[0], parts[1]));
  }

  /** Whether a user was given in another form than USER:PASSWORD. */
  boolean isUserMalformed() {
    return auth != null && auth.indexOf(':') < 1;
  }

  /** Whether users need rights. */
  public boolean authorization() {
    return authorization;
  }

  /** The JDBC URL: H2 in memory, or a file, or as given. */
  public String jdbcUrl() {
    if (database == null) {
      return "jdbc:h2:mem:engine;DB_CLOSE_DELAY=-1";
    }
    // Without WRITE_DELAY=0 H2 may lose the last half second when it is killed, which no real
    // database does.
    return database.startsWith("jdbc:")
        ? database
        : "jdbc:h2:file:" + Path.of(database).toAbsolutePath() + ";WRITE_DELAY=0";
  }

  /** Whether the data are gone when the engine ends. */
  public boolean inMemory() {
    return database == null;
  }

  public String history() {
    return history.name();
  }

  /** By how much the engine's clock is ahead of this machine's; negative if it is behind. */
  public Duration clockOffset() {
    return Duration.ofSeconds(clockOffsetSeconds);
  }

  /**
   * Whether the engine makes a user wait after a wrong password (3 s, then longer), as it does by
   * default.
   */
  public boolean loginDelay() {
    return !noLoginDelay;
  }
}
