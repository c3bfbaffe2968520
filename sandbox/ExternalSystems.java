package sandbox;

//SOURCES ../lib/systems/rabbitmq/package-info.java
//USES ../lib/base/config/package-info.java
//SOURCES ../lib/base/json/package-info.java

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import lib.base.config.SystemRoute;
import lib.base.json.Json;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Subscription;

/**
 * Plays all external systems: takes the tasks of one run from their queues and answers as
 * Bitrix24's tracker does. Messages that are not of this run are left alone: they go back to their
 * queues when this is closed.
 */
public final class ExternalSystems implements AutoCloseable {
  private static final int PREFETCH = 100;

  // Above this sum the person who is asked says no.
  private static final long LARGEST_ORDER = 1_000_000;

  private final String run;
  private final String responsesQueue;
  private final Publisher publisher = new Publisher("demo-answers", () -> {});
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final List<Tally> tallies = new ArrayList<>();

  /** What one system saw. */
  public static final class Tally {
    private final SystemRoute route;
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();

    private Tally(SystemRoute route) {
      this.route = route;
    }

    public SystemRoute route() {
      return route;
    }

    /** Ids of the tasks that came. */
    public Set<String> tasks() {
      return Set.copyOf(tasks);
    }

    /** How many answers the broker has confirmed. */
    public int answered() {
      return answered.get();
    }

    /** How many messages came for a task that had come before. */
    public int duplicates() {
      return duplicates.get();
    }
  }

  /**
   * Starts consuming; the queues must exist.
   *
   * @param run what the business keys of the run's instances start with
   * @throws IOException if a queue cannot be consumed
   */
  public ExternalSystems(
      Connection connection, List<SystemRoute> routes, String responsesQueue, String run)
      throws IOException {
    this.run = run;
    this.responsesQueue = responsesQueue;
    publisher.use(connection);
    for (var route : routes) {
      var tally = new Tally(route);
      tallies.add(tally);
      subscriptions.add(
          new Subscription(connection, route.queue(), PREFETCH, message -> take(tally, message)));
    }
  }

  /** One entry a system, in the order of the routing table. */
  public List<Tally> tallies() {
    return List.copyOf(tallies);
  }

  /** Tasks that came so far, over all systems. */
  public long routed() {
    return tallies.stream().mapToLong(tally -> tally.tasks.size()).sum();
  }

  /** Answers given so far, over all systems. */
  public long answered() {
    return tallies.stream().mapToLong(Tally::answered).sum();
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    publisher.close();
  }

  /** Whether a task message belongs to a run. */
  static boolean isOf(String run, JsonNode task) {
    return task.path("business_key").asText("").startsWith(run + "-");
  }

  private void take(Tally tally, Subscription.Inbound message) {
    var task = parse(message.body());
    if (!isOf(run, task)) {
      return;
    }
    if (!tally.tasks.add(task.path("task_id").asText())) {
      tally.duplicates.incrementAndGet();
      message.ack();
      return;
    }
    publisher
        .publish(answer(tally.route.queue(), task))
        .thenAccept(
            receipt -> {
              if (receipt.isConfirmed()) {
                tally.answered.incrementAndGet();
                message.ack();
              }
            });
  }

  private static JsonNode parse(byte[] body) {
    try {
      return Json.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return Json.MAPPER.missingNode(); // somebody else's
    }
  }

  private Outgoing answer(String queue, JsonNode task) {
    var answer = Json.MAPPER.createObjectNode();
    answer.set("timestamp", task.path("timestamp"));
    answer.put("original_queue", queue);
    answer.set("original_message", task);
    answer.putObject("response_data").putObject("result").set("task", ticket(task));
    answer.put("processing_status", "completed_by_tracker");
    answer.put("processed_at", System.currentTimeMillis() / 1000.0);
    var properties =
        new BasicProperties.Builder()
            .deliveryMode(2)
            .contentType("application/json")
            .contentEncoding("utf-8")
            .build();
    var body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
    return Outgoing.toQueue(responsesQueue, properties, body);
  }

  /** The finished ticket; with ДА or НЕТ if the process asks something. */
  private static ObjectNode ticket(JsonNode task) {
    var ticket = Json.MAPPER.createObjectNode();
    ticket.put("id", Integer.toString(Math.abs(task.path("task_id").asText().hashCode())));
    ticket.put("title", task.at("/metadata/activityInfo/name").asText());
    ticket.put("status", "5");
    var expected = task.at("/metadata/extensionProperties/UF_RESULT_EXPECTED").asText();
    if (expected.equals("1")) {
      var amount = task.at("/variables/amount").asLong();
      ticket.put("ufResultExpected", expected);
      ticket.put("ufResultAnswer_text", amount > LARGEST_ORDER ? "НЕТ" : "ДА");
    }
    return ticket;
  }
}
