package lib.base.config;

import java.nio.file.Path;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The configuration is wrong. The kind is the key of the message, e.g. config.invalid_value. */
public class ConfigException extends UserException {

  private static final long serialVersionUID = 1L;

  /** A failure that nothing was caught for. */
  public ConfigException(String kind, Object... args) {
    this(Message.of(kind, args), null);
  }

  /** A failure with what was caught. */
  public ConfigException(Message message, Throwable cause) {
    super(message.key(), ExitCode.UNKNOWN, message, cause);
  }

  /** A file that a setting names is of no use. */
  public static ConfigException invalidFile(Path file, Message reason, Throwable cause) {
    return new ConfigException(Message.of("config.invalid_file", file, reason), cause);
  }

  /** TLS cannot be set up as configured. */
  public static ConfigException tlsFailed(Throwable cause) {
    return new ConfigException(
        Message.of("config.tls_failed", String.valueOf(cause.getMessage())), cause);
  }
}
