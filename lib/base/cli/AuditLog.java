package lib.base.cli;

import lib.base.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log for everything that was changed on a server, and by whom. The time stands in
 * front of it as in every line of the log.
 */
public final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private final Texts texts;
  private final String user = System.getProperty("user.name");

  public AuditLog(Texts texts) {
    this.texts = texts;
  }

  /**
   * Writes the line.
   *
   * @param key of its text, whose first argument is the user
   * @param details the further arguments; numbers are written without separators, for programs
   */
  public void add(String key, Object... details) {
    Object[] all = new Object[details.length + 1];
    all[0] = user;
    System.arraycopy(details, 0, all, 1, details.length);
    LOG.info("{}", texts.get(key, all));
  }
}
