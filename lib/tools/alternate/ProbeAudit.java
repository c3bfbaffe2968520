package lib.tools.alternate;

import lib.base.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line in the log for everything that the test has changed on the broker. */
public final class ProbeAudit {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeAudit.class);

  private final Texts texts;
  private final String user = System.getProperty("user.name");

  public ProbeAudit(Texts texts) {
    this.texts = texts;
  }

  void created(String object) {
    log("alternate.audit.created", object);
  }

  void sent(String exchange, long sent, long removed) {
    log("alternate.audit.sent", exchange, Long.toString(sent), Long.toString(removed));
  }

  private void log(String key, Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = user;
    System.arraycopy(args, 0, all, 1, args.length);
    String line = texts.get(key, all);
    LOG.info("{}", line);
  }
}
