package lib.tools.reader;

/** What queue_reader can do, and the option that asks for it. */
public enum Operation {
  LIST("queue_reader"),
  PEEK("QUEUE"),
  EXPORT("--output"),
  CLEAR("--clear"),
  RESTORE("--restore"),
  MOVE("--move"),
  REDRIVE("--redrive");

  private final String option;

  Operation(String option) {
    this.option = option;
  }

  /** The option. */
  String option() {
    return option;
  }

  static Operation of(String option) {
    for (Operation operation : values()) {
      if (operation.option.equals(option)) {
        return operation;
      }
    }
    throw new IllegalArgumentException(option);
  }
}
