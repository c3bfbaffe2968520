package lib.tools.unlock;

import java.time.Instant;
import java.util.Optional;
import lib.base.text.Texts;
import lib.systems.camunda.TaskState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log for every task of which something was changed or should have been: who, what,
 * and whose lock it was. The time stands in front of it as in every line of the log.
 */
public final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

  private final Texts texts;
  private final String user = System.getProperty("user.name");

  public AuditLog(Texts texts) {
    this.texts = texts;
  }

  /** Writes the line. */
  public void add(UnlockResult result) {
    TaskState task = result.task();
    String line =
        texts.get(
            "unlock.audit." + result.outcome().code(),
            user,
            task.id(),
            Texts.plain(task.topic()),
            Texts.plain(task.holder()),
            task.lockEnd().map(Instant::toString).orElse("-"),
            Optional.ofNullable(result.retries()).map(String::valueOf).orElse("-"));
    LOG.info("{}{}", line, result.error().map(error -> " " + texts.get(error)).orElse(""));
  }
}
