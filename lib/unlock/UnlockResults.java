package lib.unlock;

//SOURCES FoundTasks.java
//SOURCES Outcome.java
//SOURCES UnlockResult.java
//SOURCES ../text/ExitCode.java

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import lib.text.ExitCode;

/** What became of all tasks that were to be changed. */
public final class UnlockResults {

  private final boolean complete;
  private final int total;
  private final List<UnlockResult> results = new ArrayList<>();

  /**
   * @param retries whether retries are set, which tasks without a lock can have, too
   */
  public UnlockResults(FoundTasks found, boolean retries) {
    this.complete = found.isComplete(retries);
    this.total = found.toChange(retries).size();
  }

  /** How many results there will be. */
  public int total() {
    return total;
  }

  public void addAll(Collection<UnlockResult> more) {
    results.addAll(more);
  }

  /** In the order in which the tasks were shown. */
  public List<UnlockResult> all() {
    return Collections.unmodifiableList(results);
  }

  public long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
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
    if (cutShort || count(Outcome.FAILED) == results.size()) {
      return ExitCode.CRITICAL;
    }
    boolean good = results.stream().allMatch(result -> result.outcome().isGood());
    return good && complete ? ExitCode.OK : ExitCode.WARNING;
  }
}
