package sandbox;

//DEPS com.rabbitmq:amqp-client:5.37.0
//SOURCES EngineProcess.java
//SOURCES FreePort.java
//SOURCES ScriptProcess.java
//SOURCES ../lib/camunda/CamundaException.java
//SOURCES ../lib/camunda/Engine.java
//SOURCES ../lib/camunda/RestClient.java
//SOURCES ../lib/config/Settings.java
//SOURCES ../lib/config/SettingsSources.java
//SOURCES ../lib/rabbitmq/BrokerConnector.java
//SOURCES ../lib/rabbitmq/BrokerException.java
//SOURCES ../lib/text/Language.java
//SOURCES ../lib/text/Message.java

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lib.camunda.CamundaException;
import lib.camunda.Engine;
import lib.camunda.RestClient;
import lib.config.Settings;
import lib.config.SettingsSources;
import lib.rabbitmq.BrokerConnector;
import lib.rabbitmq.BrokerException;
import lib.text.Language;
import lib.text.Message;

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

  private static final Pattern CONFIGURATION =
      Pattern.compile("(CAMUNDA|RABBITMQ|WORKER|ROUTING|BPMN|LOG|TOOLS|RETRY|HEARTBEAT|JOURNAL)_");

  /** An exchange that says: this broker was started by a demo, there is nobody's work on it. */
  private static final String MARK = "ucw.sandbox";

  /** What is wanted to be known about one of the two. */
  public record Server(String name, String address, Optional<ChildProcess> process) {
    /** Whether this demo started it. */
    public boolean isOwn() {
      return process.isPresent();
    }
  }

  private final Path folder;
  private final Consumer<Message> notes;
  private final List<ChildProcess> processes = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Language language;
  private Server engine;
  private Server broker;

  /**
   * Nothing is started yet.
   *
   * @param folder for logs; it stands for the project's folder and holds no configuration
   * @param notes told what is used and what is started
   */
  public DemoServers(Path folder, Language language, Consumer<Message> notes) {
    this.folder = folder;
    this.language = language;
    this.notes = notes;
  }

  /** Finds or starts the engine. */
  public void findEngine() throws IOException {
    var url = URI.create("http://127.0.0.1:" + ENGINE_PORT + "/engine-rest");
    environment.put("CAMUNDA_BASE_URL", url.toString());
    if (FreePort.isFree(ENGINE_PORT)) {
      startEngine(ENGINE_PORT);
      return;
    }
    try {
      var version = new Engine(new RestClient(settings().camunda())).version();
      engine = new Server("Camunda " + version, url.toString(), Optional.empty());
      notes.accept(Message.of("demo.engine_found", version, url));
    } catch (CamundaException e) {
      notes.accept(Message.of("demo.engine_unusable", Integer.toString(ENGINE_PORT), e.reason()));
      startEngine(0);
    }
  }

  /** Finds or starts the broker. */
  public void findBroker() throws IOException {
    environment.put("RABBITMQ_HOST", "127.0.0.1");
    environment.put("RABBITMQ_PORT", Integer.toString(BROKER_PORT));
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

  /** What a program of this project has to be told to use these servers, beyond its defaults. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /**
   * Starts one of the project's programs so that it uses these servers and no other configuration.
   */
  public ChildProcess program(String script, Map<String, String> more, String... arguments)
      throws IOException {
    var variables = new HashMap<>(System.getenv());
    variables.keySet().removeIf(name -> CONFIGURATION.matcher(name).lookingAt());
    variables.put("UCW_HOME", folder.toString());
    variables.put("TOOLS_LANG", language.code());
    variables.putAll(environment);
    variables.putAll(more);
    var log = folder.resolve(script.replaceFirst("^.*/", "").replace(".java", ".log"));
    return ScriptProcess.start(script, log, variables, List.of(arguments));
  }

  /** These servers as settings; everything else has its default. */
  public Settings settings() {
    return Settings.load(new SettingsSources(Map.of(), environment, folder, Optional.empty()));
  }

  /** Opens a connection to the broker. */
  public Connection connect() {
    return new BrokerConnector(settings().rabbit()).connect("demo.java");
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
    environment.put("CAMUNDA_BASE_URL", url.toString());
    var version = new Engine(new RestClient(settings().camunda())).version();
    engine = new Server("Camunda " + version, url.toString(), last());
    notes.accept(Message.of("demo.engine_started", version, url));
  }

  private void startBroker(int port, int management) throws IOException {
    notes.accept(Message.of("demo.broker_starting"));
    var url =
        start("sandbox/broker.java", "--port", "" + port, "--management-port", "" + management);
    environment.put("RABBITMQ_PORT", Integer.toString(url.getPort()));
    if (management != MANAGEMENT_PORT) {
      environment.put("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + management);
    }
    try (var connection = connect()) {
      var product = connection.getServerProperties();
      var name = product.get("product") + " " + product.get("version");
      broker = new Server(name, "127.0.0.1:" + url.getPort(), last());
      notes.accept(Message.of("demo.broker_started", name, broker.address()));
    }
  }

  private URI start(String script, String... arguments) throws IOException {
    var process = program(script, Map.of(), arguments);
    processes.add(process);
    return ScriptProcess.awaitReady(process);
  }

  private Optional<ChildProcess> last() {
    return Optional.of(processes.get(processes.size() - 1));
  }
}
