package lib.tools.queues;

import java.util.List;

/**
 * Which queues to check.
 *
 * @param names these; empty = the project's
 * @param all all of the virtual host
 * @param nonEmpty only those with messages
 */
public record QueueSelection(List<String> names, boolean all, boolean nonEmpty) {

  public QueueSelection {
    names = List.copyOf(names);
  }

  /** Whether only some of the project's objects are of interest. */
  public boolean isNamed() {
    return !names.isEmpty();
  }
}
