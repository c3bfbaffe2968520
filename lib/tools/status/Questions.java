package lib.tools.status;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.tools.status.Answer.Given;
import lib.tools.status.Answer.Missing;

/**
 * Asks several things at the same time. Nothing waits longer than the limit, whatever hangs: a name
 * server, a handshake, a body that does not end.
 */
final class Questions {

  private final Duration patience;
  private final long deadlineNanos;

  /**
   * @param patience that those who ask have with a server
   * @param limit for all questions together, from now on
   */
  Questions(Duration patience, Duration limit) {
    this.patience = patience;
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  /**
   * Starts asking at once, on a thread that may be left behind.
   *
   * @return the answer, for which it waits when it is wanted
   */
  <T> Supplier<Answer<T>> ask(String what, Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = new Thread(task, what);
    thread.setDaemon(true);
    thread.start();
    return () -> answer(what, task);
  }

  private <T> Answer<T> answer(String what, FutureTask<T> task) {
    try {
      return new Given<>(task.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserException known) {
        // The servers' own sentence advises to raise a time limit that does not count here.
        boolean timeout = known.code().endsWith(".timeout");
        return new Missing<>(known.code(), timeout ? tooSlow(what) : known.userMessage());
      }
      throw new IllegalStateException(what, e.getCause());
    } catch (TimeoutException e) {
      return new Missing<>("status.timeout", tooSlow(what));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Missing<>("status.interrupted", Message.INTERRUPTED);
    }
  }

  private Message tooSlow(String what) {
    return Message.of("status.too_slow", what, patience.toSeconds());
  }
}
