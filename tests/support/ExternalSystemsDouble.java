package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import lib.base.json.Json;

/**
 * The systems behind the queues: takes every task message and answers it, surviving any outage of
 * the broker. An answer is confirmed, and has not come back, before its task message is
 * acknowledged. Remembers what it saw.
 */
public final class ExternalSystemsDouble implements AutoCloseable {

  private static final List<String> QUEUES =
      List.of(
          "bitrix24.queue",
          "openproject.queue",
          "1c.queue",
          "python-services.queue",
          "default.queue");

  private final String businessKey;
  private final UnaryOperator<JsonNode> answers;
  private final int port;
  private final String virtualHost;
  private final Thread thread = new Thread(this::run, "outside-world");
  private final Map<String, LongAdder> timesByTask = new ConcurrentHashMap<>();
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final ReentrantLock working = new ReentrantLock();
  private volatile boolean returned;
  private volatile boolean stopping;

  /**
   * @param businessKey of the instances whose messages are counted; all are answered
   */
  public ExternalSystemsDouble(int port, String virtualHost, String businessKey) {
    this(port, virtualHost, businessKey, Answering::ticket);
  }

  /**
   * @param businessKey of the instances whose messages are counted; all are answered
   * @param answers makes the answer of a task message
   */
  public ExternalSystemsDouble(
      int port, String virtualHost, String businessKey, UnaryOperator<JsonNode> answers) {
    this.businessKey = businessKey;
    this.answers = answers;
    this.port = port;
    this.virtualHost = virtualHost;
    thread.setDaemon(true);
    thread.start();
  }

  /** How often the message of each task arrived. */
  public Map<String, LongAdder> timesByTask() {
    return timesByTask;
  }

  /** Messages of tasks that came more than once. */
  public long duplicates() {
    return timesByTask.values().stream().filter(n -> n.sum() > 1).count();
  }

  /** What was wrong with messages; empty if all is well. */
  public Map<String, String> problems() {
    return problems;
  }

  /** No message is taken until {@link #goOn}, and none is in hand. By one thread. */
  public void pause() {
    working.lock();
  }

  public void goOn() {
    working.unlock();
  }

  private void run() {
    while (!stopping) {
      try (Connection connection = connect()) {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        channel.addReturnListener(unroutable -> returned = true);
        while (!stopping) {
          if (!serveUnlessPaused(channel)) {
            LockSupport.parkNanos(10_000_000);
          }
        }
      } catch (IOException | TimeoutException | ShutdownSignalException e) {
        Transcript.note("outside world: " + e); // An outage that the test makes.
        LockSupport.parkNanos(200_000_000);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Connection connect() throws IOException, TimeoutException {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    factory.setVirtualHost(virtualHost);
    factory.setAutomaticRecoveryEnabled(false);
    return factory.newConnection("outside-world");
  }

  private boolean serveUnlessPaused(Channel channel)
      throws IOException, InterruptedException, TimeoutException {
    working.lock();
    try {
      return serveOnce(channel);
    } finally {
      working.unlock();
    }
  }

  private boolean serveOnce(Channel channel)
      throws IOException, InterruptedException, TimeoutException {
    boolean any = false;
    for (String queue : QUEUES) {
      GetResponse message = channel.basicGet(queue, false);
      if (message != null) {
        any = true;
        answer(channel, message);
      }
    }
    return any;
  }

  private void answer(Channel channel, GetResponse message)
      throws IOException, InterruptedException, TimeoutException {
    JsonNode task = Json.MAPPER.readTree(message.getBody());
    String id = task.path("task_id").asText();
    if (!id.equals(message.getProps().getMessageId())) {
      problems.put(id, "message_id " + message.getProps().getMessageId());
    }
    byte[] body = Json.write(answers.apply(task)).getBytes(StandardCharsets.UTF_8);
    var persistent = new BasicProperties.Builder().deliveryMode(2).build();
    returned = false;
    channel.basicPublish("", "camunda.responses.queue", true, persistent, body);
    channel.waitForConfirmsOrDie(10_000);
    if (returned) {
      throw new IOException("there is no queue for answers");
    }
    if (task.path("business_key").asText().equals(businessKey)) {
      timesByTask.computeIfAbsent(id, i -> new LongAdder()).increment();
    }
    channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}
