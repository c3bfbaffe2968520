package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import lib.base.cli.Patience;

/**
 * Runs examinations at the same time, but not longer than patience lasts. The limit holds whatever
 * a library does that knows none, e.g. while it looks up a host name: such a thread is left behind.
 */
public final class Examiner {

  private Examiner() {}

  /** Runs them; every check of theirs has a finding afterwards. */
  public static List<CheckResult> run(List<Examination> examinations, Patience patience)
      throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Examiner::daemon);
    try {
      List<Started> started = new ArrayList<>();
      for (Examination examination : examinations) {
        CheckResults own = new CheckResults();
        Future<?> running =
            threads.submit(
                () -> {
                  examination.run(own);
                  return null;
                });
        started.add(new Started(examination, own, running));
      }
      List<CheckResult> all = new ArrayList<>();
      for (Started one : started) {
        await(one.running(), patience);
        all.addAll(conclude(one, patience));
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private record Started(Examination examination, CheckResults findings, Future<?> running) {}

  /** A thread that does not keep the process from ending. */
  static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "diagnostics");
    thread.setDaemon(true);
    return thread;
  }

  private static void await(Future<?> running, Patience patience) throws InterruptedException {
    try {
      patience.await(running);
    } catch (TimeoutException e) {
      running.cancel(true); // conclude() tells it
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static List<CheckResult> conclude(Started one, Patience patience) {
    List<CheckResult> found = new ArrayList<>(one.findings().close());
    boolean blamed = false;
    for (Check check : one.examination().checks()) {
      if (found.stream().noneMatch(finding -> finding.check() == check)) {
        boolean guilty = one.running().isCancelled() && !blamed;
        found.add(
            guilty ? late(one.examination(), check, patience) : CheckResult.notReached(check));
        blamed |= guilty;
      }
    }
    return found;
  }

  /** A server is to blame only if it has had its time. */
  private static CheckResult late(Examination examination, Check check, Patience patience) {
    CheckResult result =
        patience.wasGiven() ? examination.late(check) : CheckResult.warning(check, "slow_host");
    return result.with(patience.slowHost().stream().toList());
  }
}
