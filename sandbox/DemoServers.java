package sandbox;

//SOURCES ChildProcess.java
//SOURCES DemoPrograms.java
//SOURCES FreePort.java
//SOURCES ScriptProcess.java
//SOURCES ../lib/systems/camunda/package-info.java
//SOURCES ../lib/systems/rabbitmq/package-info.java
//USES ../lib/base/text/package-info.java

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lib.base.text.Message;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Engine;
import lib.systems.camunda.RestClient;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;

/**
 * The engine and the broker that the demo works with: those that listen on the default ports of
 * this machine if they can be used without further knowledge, else its own. The project's
 * configuration plays no part, as it may name a production system.
 */
public final class DemoServers implements AutoCloseable {
  private static final int ENGINE_PORT = 8080;
  private static final int BROKER_PORT = 5672;
  private static final int MANAGEMENT_PORT = 15672;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(45);

  /** An exchange that says: this broker was started by a demo, there is nobody's work on it. */
  private static final String MARK = "ucw.sandbox";

  /** What is wanted to be known about one of the two. */
  public record Server(String name, String address, Optional<ChildProcess> process) {
    /** Whether this demo started it. */
    public boolean isOwn() {
      return process.isPresent();
    }
  }

  private final DemoPrograms programs;
  private final Consumer<Message> notes;
  private final List<ChildProcess> processes = new ArrayList<>();
  private Server engine;
  private Server broker;

  /**
   * Nothing is started yet.
   *
   * @param notes told what is used and what is started
   */
  public DemoServers(DemoPrograms programs, Consumer<Message> notes) {
    this.programs = programs;
    this.notes = notes;
  }

  /** Finds or starts the engine. */
  public void findEngine() throws IOException {
    var url = URI.create("http://127.0.0.1:" + ENGINE_PORT + "/engine-rest");
    programs.tell("CAMUNDA_BASE_URL", url.toString());
    if (FreePort.isFree(ENGINE_PORT)) {
      startEngine(ENGINE_PORT);
      return;
    }
    try {
      var version = new Engine(new RestClient(programs.settings().camunda())).version();
      engine = new Server("Camunda " + version, url.toString(), Optional.empty());
      notes.accept(Message.of("demo.engine_found", version, url));
    } catch (CamundaException e) {
      notes.accept(Message.of("demo.engine_unusable", Integer.toString(ENGINE_PORT), e.reason()));
      startEngine(0);
    }
  }

  /** Finds or starts the broker. */
  public void findBroker() throws IOException {
    programs.tell("RABBITMQ_HOST", "127.0.0.1");
    programs.tell("RABBITMQ_PORT", Integer.toString(BROKER_PORT));
    if (FreePort.isFree(BROKER_PORT)) {
      var management = FreePort.isFree(MANAGEMENT_PORT) ? MANAGEMENT_PORT : FreePort.find();
      startBroker(BROKER_PORT, management);
      return;
    }
    try (var connection = connect()) {
      var product = connection.getServerProperties();
      var name = product.get("product") + " " + product.get("version");
      broker = new Server(name, "127.0.0.1:" + BROKER_PORT, Optional.empty());
      notes.accept(Message.of("demo.broker_found", name, "127.0.0.1:" + BROKER_PORT));
    } catch (BrokerException e) {
      notes.accept(Message.of("demo.broker_unusable", Integer.toString(BROKER_PORT), e.reason()));
      startBroker(FreePort.find(), FreePort.find());
    }
  }

  public Server engine() {
    return engine;
  }

  public Server broker() {
    return broker;
  }

  /** Opens a connection to the broker. */
  public Connection connect() {
    return new BrokerConnector(programs.settings().rabbit()).connect("demo.java");
  }

  /**
   * Whether the broker holds nobody's work, because a demo started it: this one or one with --keep.
   */
  public boolean isSandboxBroker(Connection connection) throws IOException {
    if (broker.isOwn()) {
      return true;
    }
    try (Channel channel = connection.createChannel()) {
      channel.exchangeDeclarePassive(MARK);
      return true;
    } catch (IOException | TimeoutException absent) {
      return false;
    }
  }

  /** Lets the own servers outlive the demo and marks the broker as a sandbox. */
  public void keep(Connection connection) throws IOException {
    if (broker.isOwn()) {
      var channel = connection.createChannel();
      channel.exchangeDeclare(MARK, "fanout", true);
    }
    processes.forEach(ChildProcess::release);
    processes.clear();
  }

  /** Stops what was started, the last first. */
  @Override
  public void close() {
    var interrupted = Thread.interrupted(); // Ctrl-C has been heard; the servers stop in order
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).stop(STOP_TIMEOUT);
    }
    processes.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void startEngine(int port) throws IOException {
    notes.accept(Message.of("demo.engine_starting"));
    var url = start("sandbox/engine.java", "--port", Integer.toString(port));
    programs.tell("CAMUNDA_BASE_URL", url.toString());
    var version = new Engine(new RestClient(programs.settings().camunda())).version();
    engine = new Server("Camunda " + version, url.toString(), last());
    notes.accept(Message.of("demo.engine_started", version, url));
  }

  private void startBroker(int port, int management) throws IOException {
    notes.accept(Message.of("demo.broker_starting"));
    var url =
        start("sandbox/broker.java", "--port", "" + port, "--management-port", "" + management);
    programs.tell("RABBITMQ_PORT", Integer.toString(url.getPort()));
    if (management != MANAGEMENT_PORT) {
      programs.tell("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + management);
    }
    try (var connection = connect()) {
      var product = connection.getServerProperties();
      var name = product.get("product") + " " + product.get("version");
      broker = new Server(name, "127.0.0.1:" + url.getPort(), last());
      notes.accept(Message.of("demo.broker_started", name, broker.address()));
    }
  }

  private URI start(String script, String... arguments) throws IOException {
    var process = programs.start(script, Map.of(), arguments);
    processes.add(process);
    return ScriptProcess.awaitReady(process);
  }

  private Optional<ChildProcess> last() {
    return Optional.of(processes.get(processes.size() - 1));
  }
}
