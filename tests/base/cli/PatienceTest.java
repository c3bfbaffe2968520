package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import lib.base.cli.Patience;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose time counts. */
@Tag("unit")
class PatienceTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Works for so long, on a processor, however many others want it. */
  private static FutureTask<String> working(Duration processorTime) {
    FutureTask<String> work =
        new FutureTask<>(
            () -> {
              while (used().compareTo(processorTime) < 0 && !Thread.interrupted()) {
                Thread.onSpinWait();
              }
              return "done";
            });
    Thread thread = new Thread(work, "working");
    thread.setDaemon(true);
    thread.start();
    return work;
  }

  private static Duration used() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  @Test
  void whoeverHasAnsweredIsHeardAlthoughItIsOver() throws Exception {
    Patience patience = Patience.of(Duration.ZERO);
    assertEquals("here", patience.await(CompletableFuture.completedFuture("here")));
  }

  @Test
  void whoeverSaysNothingHasHadItsTime() {
    Patience patience = Patience.of(SHORT, LONG);
    long start = System.nanoTime();
    assertThrows(TimeoutException.class, () -> patience.await(new CompletableFuture<>()));
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
    assertTrue(patience.wasGiven());
    assertThrows(TimeoutException.class, () -> patience.await(new CompletableFuture<>()));
  }

  /** Ten times as long as a server may take. */
  @Test
  void whatThisProcessDoesItselfDoesNotCount() throws Exception {
    Patience patience = Patience.of(SHORT, LONG);
    assertEquals("done", patience.await(working(SHORT.multipliedBy(10))));
    assertFalse(patience.wasGiven());
  }

  @Test
  void aMachineThatDoesNothingButItsOwnWorkIsSaidToBeSlow() {
    Patience patience = Patience.of(LONG, SHORT);
    FutureTask<String> endless = working(LONG);
    assertThrows(TimeoutException.class, () -> patience.await(endless));
    endless.cancel(true);
    assertFalse(patience.wasGiven());
    Message slow = patience.slowHost().orElseThrow();
    assertThat(Texts.load(Language.EN).get(slow)).contains("This machine itself is slow: load");
    assertThat(Texts.load(Language.RU).get(slow)).contains("Медленно работает сам этот компьютер");
  }
}
