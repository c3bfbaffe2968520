package lib.tools.status;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import lib.base.cli.Patience;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.tools.status.Answer.Given;
import lib.tools.status.Answer.Missing;

/**
 * Asks several things at the same time. Nothing is waited for longer than the limit, whatever
 * hangs: a name server, a handshake, a body that does not end.
 */
final class Questions {

  private final Duration limit;
  private final Patience patience;

  /**
   * @param limit for the servers, from now on
   */
  Questions(Duration limit) {
    this.limit = limit;
    this.patience = Patience.of(limit);
  }

  /**
   * Starts asking at once, on a thread that may be left behind.
   *
   * @param system whose stable name of a missing answer is {@code SYSTEM.timeout}
   * @param what is asked, for people
   * @return the answer, for which it waits when it is wanted
   */
  <T> Supplier<Answer<T>> ask(String system, String what, Callable<T> question) {
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread = new Thread(task, what);
    thread.setDaemon(true);
    thread.start();
    return () -> answer(system, what, task);
  }

  private <T> Answer<T> answer(String system, String what, FutureTask<T> task) {
    try {
      return new Given<>(patience.await(task));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UserException known) {
        // The servers' own sentence advises to raise a time limit that does not count here.
        boolean timeout = known.code().endsWith(".timeout");
        return new Missing<>(known.code(), timeout ? tooSlow(what) : known.userMessage());
      }
      throw new IllegalStateException(what, e.getCause());
    } catch (TimeoutException e) {
      task.cancel(true);
      return patience.wasGiven()
          ? new Missing<>(system + ".timeout", tooSlow(what))
          : new Missing<>(Missing.SLOW_HOST, notJudged(what));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Missing<>("status.interrupted", Message.INTERRUPTED);
    }
  }

  private Message tooSlow(String what) {
    long seconds = limit.toSeconds();
    return patience
        .slowHost()
        .map(host -> Message.of("status.too_slow_here", what, seconds, host))
        .orElseGet(() -> Message.of("status.too_slow", what, seconds));
  }

  private Message notJudged(String what) {
    return Message.of("status.slow_host", what, patience.slowHost().orElseThrow());
  }
}
