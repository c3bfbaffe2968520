package lib.tools.processes;

import lib.base.text.Coded;

/** What rows can be chosen by. */
public enum Filter implements Coded {
  KEY("--key"),
  BUSINESS_KEY("--business-key"),
  TOPIC("--topic"),
  WORKER_ID("--worker-id");

  private final String option;

  Filter(String option) {
    this.option = option;
  }

  /** The option that gives its values. */
  public String option() {
    return option;
  }
}
