package sandbox;

//SOURCES SandboxFailure.java
//SOURCES ../lib/systems/rabbitmq/package-info.java

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.Topology;

/** Looks at the project's queues without touching them. */
public record QueueCheck(Connection connection, Topology topology) {

  /** An exclusive queue: it belongs to the connection that declares it and ends with it. */
  private static final String LOCK = "ucw.sandbox.demo";

  /**
   * Makes sure that no other demo runs on this broker, now and for as long as the connection lasts:
   * two would wait for each other's messages.
   *
   * @throws SandboxFailure if one does
   */
  public void lock() throws IOException {
    try {
      connection.createChannel().queueDeclare(LOCK, false, true, true, Map.of());
    } catch (IOException e) {
      BrokerException refusal = BrokerFailure.of(LOCK, e);
      if (refusal.kind() == BrokerException.Kind.REFUSED) { // 405 RESOURCE_LOCKED
        throw new SandboxFailure("demo.another_runs");
      }
      throw refusal;
    }
  }

  /**
   * Makes sure that nobody works with the queues.
   *
   * @throws SandboxFailure if one of them holds messages or has consumers, with the numbers
   */
  public void requireUnused() throws IOException {
    var used = new ArrayList<String>();
    for (var queue : topology.queues()) {
      look(queue.name())
          .filter(found -> found.getMessageCount() > 0 || found.getConsumerCount() > 0)
          .map(
              found ->
                  "%s (%d, %d)"
                      .formatted(queue.name(), found.getMessageCount(), found.getConsumerCount()))
          .ifPresent(used::add);
    }
    if (!used.isEmpty()) {
      throw new SandboxFailure("demo.queues_in_use", String.join(", ", used));
    }
  }

  /**
   * Waits until all queues exist and somebody consumes one of them.
   *
   * @param worthWaiting checked meanwhile
   * @return whether it is so
   */
  public boolean await(String consumed, BooleanSupplier worthWaiting, Duration timeout)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    while (!allExist() || look(consumed).map(DeclareOk::getConsumerCount).orElse(0) == 0) {
      if (!worthWaiting.getAsBoolean() || System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(100);
    }
    return true;
  }

  /** How many messages are ready in a queue; 0 if it does not exist. */
  public int messages(String queue) throws IOException {
    return look(queue).map(DeclareOk::getMessageCount).orElse(0);
  }

  private boolean allExist() throws IOException {
    for (var queue : topology.queues()) {
      if (look(queue.name()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Each look needs a channel of its own, because "not found" closes it. */
  private Optional<DeclareOk> look(String queue) throws IOException {
    if (!connection.isOpen()) {
      throw new IOException("the connection to the broker is lost");
    }
    try (var channel = connection.createChannel()) {
      return Optional.of(channel.queueDeclarePassive(queue));
    } catch (IOException | TimeoutException | AlreadyClosedException absent) {
      return Optional.empty();
    }
  }
}
