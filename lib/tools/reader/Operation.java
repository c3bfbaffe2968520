package lib.tools.reader;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What queue_reader can do, the option that asks for it, and the options that go with it. */
public enum Operation {
  LIST("queue_reader"),
  PEEK(
      "QUEUE",
      "--grep",
      "--message-id",
      "--gone",
      "--unknown-process",
      "--offset",
      "--count",
      "--message-number",
      "--bodies"),
  EXPORT(
      "--output", "--grep", "--message-id", "--gone", "--unknown-process", "--offset", "--count"),
  CLEAR("--clear", "--grep", "--gone", "--unknown-process", "--dry-run"),
  RESTORE("--restore", "--skip", "--dry-run"),
  MOVE("--move", "--grep", "--message-id", "--limit", "--dry-run"),
  REDRIVE(
      "--redrive", "--grep", "--message-id", "--limit", "--error-type", "--task-id", "--dry-run");

  private final String option;
  private final Set<String> companions;

  Operation(String option, String... companions) {
    this.option = option;
    this.companions = Set.of(companions);
  }

  /** Whether it changes anything on the broker. */
  public boolean isChange() {
    return this == CLEAR || this == RESTORE || this == MOVE || this == REDRIVE;
  }

  /** Whether it needs to be told a queue. */
  boolean needsQueue() {
    return this == EXPORT || this == CLEAR || this == MOVE;
  }

  /** Whether an option means anything to it. */
  boolean takes(String companion) {
    return companions.contains(companion);
  }

  /** The operations that an option belongs to, for people. */
  static String taking(String companion) {
    return Arrays.stream(values())
        .filter(operation -> operation.takes(companion))
        .map(operation -> operation.option)
        .collect(Collectors.joining(", "));
  }
}
