package lib.tools.diagnostics;

import java.util.List;

/** Checks that are done one after another, because they depend on each other. */
public interface Examination {

  /** What is looked at; if time runs out, the first one without a finding is to blame. */
  List<Check> checks();

  /** What is said of a check that a server has not answered in its time. */
  default CheckResult late(Check check) {
    return CheckResult.failure(check, "late");
  }

  /** Does the checks. Each adds what it finds at once, so that it is not lost if time runs out. */
  void run(CheckResults findings) throws InterruptedException;
}
