package tests.support;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Queues with messages in a corner of their own, and queue_reader pointed there. */
public final class Messages implements AutoCloseable {

  private final TestEnvironment corner = new TestEnvironment();

  public TestEnvironment corner() {
    return corner;
  }

  public BrokerAccess broker() {
    return corner.broker();
  }

  /** The tool; in English, without a log file, with the management API. */
  public Command tool(String... arguments) {
    return corner
        .command("queue_reader.java", arguments)
        .env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + Servers.rabbit().managementPort());
  }

  /** The same without the management API. */
  public Command toolAlone(String... arguments) {
    return corner
        .command("queue_reader.java", arguments)
        .env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1");
  }

  /** The same on a pseudo terminal: what it prints is all on stdout. */
  public Command onTerminal(String... arguments) {
    String line =
        Project.home().resolve("queue_reader.java") + " '" + String.join("' '", arguments) + "'";
    Command command = Command.program("script", "-qec", line, "/dev/null").env("TERM", "dumb");
    for (Map.Entry<String, String> setting : corner.environment().entrySet()) {
      command = command.env(setting.getKey(), setting.getValue());
    }
    return command;
  }

  /** Declares a durable queue of a type. */
  public String queue(String name, String type) {
    return queue(name, Map.of("x-queue-type", type));
  }

  public String queue(String name, Map<String, Object> arguments) {
    broker().with(c -> c.queueDeclare(name, true, false, false, new HashMap<>(arguments)));
    return name;
  }

  /** Publishes messages with the bodies and message ids 1 to n, and waits until they are there. */
  public void fill(String queue, int count) {
    fill(queue, 1, count);
  }

  public void fill(String queue, int from, int to) {
    confirmed(
        () ->
            IntStream.rangeClosed(from, to)
                .forEach(i -> publish(queue, numbered(i), Integer.toString(i))));
  }

  private static BasicProperties numbered(int number) {
    return new BasicProperties.Builder()
        .deliveryMode(2)
        .messageId(Integer.toString(number))
        .build();
  }

  public void publish(String queue, BasicProperties properties, String body) {
    publish(queue, properties, body.getBytes(StandardCharsets.UTF_8));
  }

  public void publish(String queue, BasicProperties properties, byte[] body) {
    broker().publish("", queue, properties, body);
  }

  /** Runs what publishes and waits for the broker's confirms. */
  public void confirmed(Runnable publishing) {
    broker().with(c -> c.confirmSelect());
    publishing.run();
    broker()
        .with(
            c -> {
              try {
                return c.waitForConfirms();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
              }
            });
  }

  /** Takes out everything that is there; the bodies as text. */
  public List<String> drain(String queue) {
    return broker().takeAll(queue).stream().map(Messages::text).toList();
  }

  public static String text(GetResponse message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  /** The numbers from 1 to n as text. */
  public static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  /** Gives a user of the broker rights here; all three are regular expressions. */
  public void user(String name, String tag, String configure, String write, String read) {
    Map<String, Object> user = new TreeMap<>(Map.of("password", name, "tags", tag));
    corner.management().put("/api/users/" + name, user);
    corner
        .management()
        .put(
            "/api/permissions/" + corner.name() + "/" + name,
            Map.of("configure", configure, "write", write, "read", read));
  }

  @Override
  public void close() {
    corner.close();
  }
}
