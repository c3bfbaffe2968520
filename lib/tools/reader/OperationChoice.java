package lib.tools.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lib.base.cli.UsageException;
import lib.base.text.Message;

/**
 * What is to be done, by the options that were given.
 *
 * @param given their names, {@code QUEUE} among them if one was named
 */
record OperationChoice(Set<String> given) {

  /**
   * Chooses.
   *
   * @throws UsageException if the options do not fit together
   */
  Operation make() {
    Map<String, Operation> asked = asked();
    if (asked.size() > 1) {
      throw UsageException.exclusive(String.join(", ", asked.keySet()));
    }
    Operation looking = given.contains("QUEUE") ? Operation.PEEK : Operation.LIST;
    Operation operation = asked.values().stream().findFirst().orElse(looking);
    check(operation);
    return operation;
  }

  private Map<String, Operation> asked() {
    Map<String, Operation> asked = new LinkedHashMap<>();
    add(asked, "--clear", Operation.CLEAR, true);
    add(asked, "--restore", Operation.RESTORE, true);
    add(asked, "--move", Operation.MOVE, true);
    add(asked, "--to-origin", Operation.MOVE, !given.contains("--move"));
    add(asked, "--redrive", Operation.REDRIVE, true);
    add(asked, "--output", Operation.EXPORT, !given.contains("--clear"));
    return asked;
  }

  private void add(Map<String, Operation> asked, String option, Operation operation, boolean asks) {
    if (asks && given.contains(option)) {
      asked.put(option, operation);
    }
  }

  private void check(Operation operation) {
    if (operation.needsQueue() && !given.contains("QUEUE")) {
      throw UsageException.missingArgument("QUEUE");
    }
    for (String option : given) {
      String takers = Operation.taking(option);
      if (!takers.isEmpty() && !operation.takes(option)) {
        // An option that would do nothing is a mistake that somebody wants to know of.
        throw new UsageException(Message.of("reader.option_needs", option, takers));
      }
    }
    if (given.contains("--unknown-process") && !given.contains("--gone")) {
      throw new UsageException(Message.of("reader.option_needs", "--unknown-process", "--gone"));
    }
    boolean saved = given.contains("--output") || given.contains("--gone");
    if (operation == Operation.CLEAR && given.contains("--grep") && !saved) {
      throw new UsageException(Message.of("reader.grep_needs_output"));
    }
  }
}
