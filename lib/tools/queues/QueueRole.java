package lib.tools.queues;

import java.util.Locale;

/** What a queue is for. */
public enum QueueRole {
  /** Tasks of an external system. */
  SYSTEM,
  RESPONSES,
  ERRORS,
  /** Tasks that no system takes, from the alternate exchange. */
  DEFAULT,
  /** Not one of the project's. */
  OTHER;

  /** The stable name for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
