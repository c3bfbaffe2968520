package lib.tools.unlock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.text.ExitCode;
import lib.systems.camunda.TaskState;

/** What became of all tasks that were to be changed, in the order in which they were shown. */
public final class UnlockResults {

  private final boolean complete;
  private final Map<String, UnlockResult> results = new LinkedHashMap<>();

  /**
   * All tasks are not reached yet.
   *
   * @param retries whether retries are set, which tasks without a lock can have, too
   */
  public UnlockResults(FoundTasks found, boolean retries) {
    this.complete = found.isComplete(retries);
    for (TaskState task : found.toChange(retries)) {
      add(UnlockResult.of(task, Outcome.NOT_REACHED));
    }
  }

  /** What became of a task; replaces what was known of it. */
  public synchronized void add(UnlockResult result) {
    results.put(result.task().id(), result);
  }

  public synchronized List<UnlockResult> all() {
    return List.copyOf(results.values());
  }

  public synchronized long count(Outcome outcome) {
    return results.values().stream().filter(result -> result.outcome() == outcome).count();
  }

  /**
   * How the run ends.
   *
   * @param stopped by Ctrl-C
   * @param cutShort because the engine could no longer be used
   */
  public ExitCode exitCode(boolean stopped, boolean cutShort) {
    if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    if (cutShort || count(Outcome.FAILED) == all().size()) {
      return ExitCode.CRITICAL;
    }
    boolean good = all().stream().allMatch(result -> result.outcome().isGood());
    return good && complete ? ExitCode.OK : ExitCode.WARNING;
  }
}
