package tests.faults;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.Transcript;

/**
 * Starts instances at a steady rate for as long as a round lasts, whatever becomes of the engine.
 */
final class Load {

  private static final long PAUSE_NANOS = 25_000_000;

  /** So that a long outage at the other end does not make a long round. */
  private static final int MOST = 150;

  private final EngineRest rest;
  private final String businessKey;
  private final Thread thread = new Thread(this::run, "load");
  private final ReentrantLock working = new ReentrantLock();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile boolean stopping;

  /**
   * @param businessKey of the instances
   */
  Load(EngineRest rest, String businessKey) {
    this.rest = rest;
    this.businessKey = businessKey;
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    for (int i = 0; i < MOST && !stopping; i++) {
      working.lock();
      try {
        rest.post(
            "/process-definition/key/" + FaultWorld.PROCESS + "/start",
            Map.of("businessKey", businessKey));
        first.countDown();
      } catch (UncheckedIOException | AssertionError e) {
        Transcript.note("load: " + e); // An outage that the round makes.
      } finally {
        working.unlock();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Waits until there is something to lose. */
  void awaitFirst() {
    Eventually.that("an instance is started", () -> first.getCount() == 0);
  }

  /** Nothing is started until {@link #goOn}, and nothing is being started. By one thread. */
  void pause() {
    working.lock();
  }

  void goOn() {
    working.unlock();
  }

  /** Starts nothing more; what is being started is still there afterwards. */
  void stop() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
