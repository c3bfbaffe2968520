package lib.systems.camunda;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import lib.base.text.Texts;

/**
 * How it stands with external tasks, in words.
 *
 * @param now the moment that decides what a lock is worth
 */
public record TaskConditionText(Texts texts, Instant now) {

  /** Times as people read them, in this machine's zone. */
  public static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
          .appendPattern("-MM-dd HH:mm:ss")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  /** The condition and, if it has one, the end of the lock. */
  public String of(TaskState task) {
    TaskCondition condition = task.conditionAt(now);
    String words = of(condition);
    return switch (condition) {
      case IN_PROGRESS, BACK_OFF -> texts.get("camunda.task.state.until", words, lockEnd(task));
      case LOCK_EXPIRED -> texts.get("camunda.task.state.since", words, lockEnd(task));
      case SUSPENDED, OUT_OF_RETRIES ->
          task.isLockedAt(now)
              ? texts.get("camunda.task.state.locked_until", words, lockEnd(task))
              : words;
      case FREE -> words;
    };
  }

  /** The condition in two or three words, for columns. */
  public String brief(TaskCondition condition) {
    return condition == TaskCondition.BACK_OFF
        ? texts.get("camunda.task.brief.back_off")
        : of(condition);
  }

  /** The condition alone. */
  public String of(TaskCondition condition) {
    return texts.get("camunda.task.condition." + condition.code());
  }

  private static String lockEnd(TaskState task) {
    return task.lockEnd().map(TIME::format).orElse("-");
  }
}
