package lib.systems.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import lib.base.text.Reason;

/** Publishes one message after the other and waits for what becomes of each. */
public final class PatientPublisher {

  private final String where;
  private final Duration limit;
  private final PublisherChannel channel;
  private final AtomicReference<String> blocked = new AtomicReference<>("");

  /**
   * Opens a channel.
   *
   * @param where broker and virtual host, for messages
   * @param limit how long to wait for each confirm
   * @throws BrokerException if that fails
   */
  public PatientPublisher(Connection connection, String where, Duration limit) {
    this.where = where;
    this.limit = limit;
    connection.addBlockedListener(blocked::set, () -> blocked.set(""));
    try {
      channel = new PublisherChannel(connection, PatientPublisher::failed);
    } catch (IOException | ShutdownSignalException e) {
      throw BrokerFailure.of(where, e);
    }
  }

  private static void failed(ShutdownSignalException cause, List<Pending> messages) {
    messages.forEach(message -> message.receipt().completeExceptionally(cause));
  }

  /**
   * Publishes a message.
   *
   * @return that it is confirmed, was returned or was not accepted
   * @throws BrokerException if the broker refuses it or says nothing in time
   */
  public Receipt publish(Outgoing message) {
    Pending pending = Pending.of(message);
    try {
      channel.send(pending);
      return pending.receipt().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | TimeoutException | ExecutionException | ShutdownSignalException e) {
      if (e instanceof TimeoutException && !blocked.get().isEmpty()) {
        throw new BrokerException(
            BrokerException.Kind.REFUSED, where, Reason.said(blocked.get()), e);
      }
      throw BrokerFailure.of(where, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BrokerFailure.of(where, e);
    }
  }
}
