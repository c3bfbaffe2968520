package lib.tools.status;

import java.util.Locale;

/** The verdict in three words. */
public enum Headline {
  READY,
  REMARKS,
  RABBITMQ_PROBLEM,
  CAMUNDA_PROBLEM,
  CONNECTION_PROBLEMS,
  WORKER_DOWN,
  WORK_STANDS_STILL;

  /** The stable name for programs, and of the text. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
