package lib.systems.messages;

import com.rabbitmq.client.Command;
import com.rabbitmq.client.Method;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A request on the channel that messages come in on. The broker answers behind everything that it
 * has sent before, which may be megabytes on a slow network: so nobody waits for it with a clock,
 * and when the answer is there, so are the messages.
 */
final class RoundTrip {

  /** So long without a single message and without an answer: heartbeats end it before usually. */
  private static final Duration SILENCE = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofNanos(200_000);

  private final BrokerSession session;
  private final HeldMessages held;
  private final CompletableFuture<Command> answer;

  /** Sends the request and does not wait. */
  RoundTrip(BrokerSession session, HeldMessages held, Method request) {
    this.session = session;
    this.held = held;
    this.answer = session.call(() -> held.channel().asyncCompletableRpc(request));
  }

  /** Whether the answer is there, or will never come. */
  boolean isOver() {
    return answer.isDone();
  }

  /** Waits as long as messages come in. Somebody has to take them meanwhile. */
  void await() {
    long count = held.count();
    long since = System.nanoTime();
    while (!answer.isDone()) {
      LockSupport.parkNanos(POLL.toNanos());
      if (held.count() != count) {
        count = held.count();
        since = System.nanoTime();
      } else if (System.nanoTime() - since > SILENCE.toNanos()) {
        throw session.failure(new TimeoutException());
      }
    }
    if (answer.isCompletedExceptionally()) {
      throw held.closedByBroker(session.failure(held.channel().getCloseReason()));
    }
  }
}
