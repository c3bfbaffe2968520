package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.List;

/**
 * What has been found so far, added by several threads. Once closed it takes nothing more: whatever
 * comes too late is not in the report.
 */
public final class CheckResults {

  private final List<CheckResult> all = new ArrayList<>();
  private boolean closed;

  /** Adds a finding. */
  public synchronized void add(CheckResult finding) {
    if (!closed) {
      all.add(finding);
    }
  }

  /** Ends the collecting; what was found in time. */
  public synchronized List<CheckResult> close() {
    closed = true;
    return List.copyOf(all);
  }
}
