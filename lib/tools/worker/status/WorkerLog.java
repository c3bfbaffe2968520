package lib.tools.worker.status;

import lib.base.text.Message;
import lib.base.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker's log lines, in the language of its texts. */
public final class WorkerLog {

  private final Logger logger = LoggerFactory.getLogger("worker");
  private final Texts texts;

  public WorkerLog(Texts texts) {
    this.texts = texts;
  }

  /** A message in the language of the log. */
  public String text(Message message) {
    return texts.get(message);
  }

  /**
   * @param key of the text
   * @param args its arguments; may be messages
   */
  public void info(String key, Object... args) {
    logger.info(texts.get(key, args));
  }

  /** The same, told with --verbose only. */
  public void debug(String key, Object... args) {
    if (showsDetails()) {
      logger.debug(texts.get(key, args));
    }
  }

  /** Whether {@link #debug} tells anything. */
  public boolean showsDetails() {
    return logger.isDebugEnabled();
  }

  public void warn(String key, Object... args) {
    logger.warn(texts.get(key, args));
  }

  public void error(String key, Object... args) {
    logger.error(texts.get(key, args));
  }

  /** The same with the stack trace, for what should never happen. */
  public void bug(Throwable cause) {
    logger.error(texts.get("workerstatus.bug", cause.toString()), cause);
  }
}
