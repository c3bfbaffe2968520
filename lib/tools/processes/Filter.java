package lib.tools.processes;

import java.util.Locale;

/** What rows can be chosen by. */
public enum Filter {
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

  /** The name in JSON. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
