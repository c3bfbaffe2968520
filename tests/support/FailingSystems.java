package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import lib.base.json.Json;

/**
 * Systems that cannot do a task at first: they answer its first messages with the same failure, in
 * the same words and with the same retries, and the next one with complete.
 */
public final class FailingSystems implements AutoCloseable {

  private final BrokerAccess broker;
  private final String queue;
  private final int failures;
  private final Duration backOff;
  private final Map<String, Integer> messages = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "failing-systems");
  private volatile boolean stopping;

  /**
   * @param broker closed with this
   * @param failures for each task
   * @param backOff that each of them asks for
   */
  public FailingSystems(BrokerAccess broker, String queue, int failures, Duration backOff) {
    this.broker = broker;
    this.queue = queue;
    this.failures = failures;
    this.backOff = backOff;
    thread.setDaemon(true);
    thread.start();
  }

  /** How many messages have come. */
  public int messages() {
    return messages.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void run() {
    while (!stopping) {
      if (broker.ready(queue) > 0) { // It may not be declared yet.
        broker.takeAll(queue).forEach(this::answer);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private void answer(GetResponse message) {
    try {
      JsonNode task = Json.MAPPER.readTree(message.getBody());
      String id = task.path("task_id").asText();
      boolean fails = messages.merge(id, 1, Integer::sum) <= failures;
      ObjectNode answer = Json.MAPPER.createObjectNode();
      answer.put("task_id", id).put("response_type", fails ? "failure" : "complete");
      answer.put("worker_id", task.path("worker_id").asText());
      if (fails) {
        answer.put("error_message", "not now").put("retries", 3);
        answer.put("retry_timeout", backOff.toMillis());
      }
      broker.send("camunda.responses.queue", Json.write(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    broker.close();
  }
}
