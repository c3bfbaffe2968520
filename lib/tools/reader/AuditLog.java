package lib.tools.reader;

import java.util.Arrays;
import lib.base.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log for everything that was changed on the broker or in the engine, and by whom.
 */
public final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private final Texts texts;
  private final String user = System.getProperty("user.name");
  private final String where;

  /**
   * @param where broker and virtual host
   */
  public AuditLog(Texts texts, String where) {
    this.texts = texts;
    this.where = where;
  }

  /**
   * Writes the line.
   *
   * @param what the last part of the text's key
   * @param details go into it after user and broker
   */
  public void add(String what, Object... details) {
    Object[] all = new Object[details.length + 2];
    all[0] = user;
    all[1] = where;
    Arrays.setAll(all, i -> i == 0 ? user : i == 1 ? where : plain(details[i - 2]));
    LOG.info("{}", texts.get("reader.audit." + what, all));
  }

  /** A name from the broker must not be able to forge a line; numbers are for programs. */
  private static Object plain(Object detail) {
    return String.valueOf(detail).replaceAll("\\p{Cntrl}+", " ");
  }
}
