package sandbox;

//SOURCES ChildProcess.java
//SOURCES FreePort.java
//SOURCES RabbitFiles.java
//SOURCES RabbitProbe.java

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A private RabbitMQ node of the installed rabbitmq-server: on loopback, without epmd, beside any
 * other node, with all its files in one folder, as root or as an ordinary user. The user is guest
 * with the password guest.
 *
 * <p>Nodes in the same folder share their data, so {@link #kill} and {@link #restart} show what
 * survives a crash. A node ends with this JVM (see {@link ChildProcess}) unless it was released.
 *
 * @see <a href="https://www.rabbitmq.com/docs/configure">RabbitMQ: Configuration</a>
 */
public final class RabbitNode implements AutoCloseable {
  // 6-12 s warm, up to 19 s the first time, on two busy cores.
  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
  private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(60);

  private final RabbitFiles files;
  private ChildProcess process;

  private RabbitNode(RabbitFiles files) {
    this.files = files;
  }

  /** Whether this machine has a RabbitMQ server to start nodes of. */
  public static boolean isInstalled() {
    return RabbitFiles.server().isPresent();
  }

  /** Starts a node with management API on free ports and waits until it is ready. */
  public static RabbitNode start(Path folder) throws IOException {
    return start(folder, FreePort.find(), FreePort.find());
  }

  /** Starts a node without the management plugin, which is faster, and waits until it is ready. */
  public static RabbitNode startWithoutManagement(Path folder) throws IOException {
    return start(folder, FreePort.find(), 0);
  }

  /**
   * Starts a node and waits until it is ready: it answers AMQP, and its management API answers 200.
   *
   * @param folder for all its files; created if absent, never removed
   * @param port for AMQP
   * @param managementPort 0 for a node without the management plugin
   * @throws IOException if no server is installed, or the node ends or is not ready within 120 s
   */
  public static RabbitNode start(Path folder, int port, int managementPort) throws IOException {
    var node = new RabbitNode(new RabbitFiles(folder, port, managementPort, FreePort.find()));
    node.launch();
    return node;
  }

  /** Stops it in order (SIGTERM, then SIGKILL after 40 s). The data stay. */
  public void stop() {
    process.stop(STOP_TIMEOUT);
  }

  /** Kills it (SIGKILL). The data stay as a crash leaves them. */
  public void kill() {
    process.kill();
  }

  /**
   * Starts it again on the same ports and data, killing it first if it is running, and waits until
   * it is ready.
   */
  public void restart() throws IOException {
    kill();
    launch();
  }

  /** Kills it, which is the fast way down. */
  @Override
  public void close() {
    kill();
  }

  /** Lets it outlive this JVM. */
  public void release() {
    process.release();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return files.port();
  }

  /** Port of the management API; 0 if the node has none. */
  public int managementPort() {
    return files.managementPort();
  }

  /** Root of the management API; empty if the node has none. */
  public Optional<URI> managementUrl() {
    return managementPort() == 0
        ? Optional.empty()
        : Optional.of(URI.create("http://127.0.0.1:" + managementPort()));
  }

  public Path folder() {
    return files.folder();
  }

  /** Adds a user without any rights; tags as in rabbitmqctl set_user_tags. */
  public void addUser(String user, String password, String... tags) throws IOException {
    control("add_user", user, password);
    var command = new ArrayList<>(List.of("set_user_tags", user));
    command.addAll(List.of(tags));
    control(command.toArray(String[]::new));
  }

  public void deleteUser(String user) throws IOException {
    control("delete_user", user);
  }

  public void addVirtualHost(String virtualHost) throws IOException {
    control("add_vhost", virtualHost);
  }

  public void deleteVirtualHost(String virtualHost) throws IOException {
    control("delete_vhost", virtualHost);
  }

  /** Sets a user's rights in a virtual host; the three are regular expressions over names. */
  public void setPermissions(
      String user, String virtualHost, String configure, String write, String read)
      throws IOException {
    control("set_permissions", "-p", virtualHost, user, configure, write, read);
  }

  /** Raises the memory alarm, which blocks every connection that publishes. */
  public void raiseMemoryAlarm() throws IOException {
    control("set_vm_memory_high_watermark", "0");
  }

  /** Ends the memory alarm. */
  public void clearMemoryAlarm() throws IOException {
    control("set_vm_memory_high_watermark", "absolute", RabbitFiles.MEMORY_WATERMARK);
  }

  /**
   * Runs rabbitmqctl against this node; about 1.5 s.
   *
   * @return what it printed, without its progress messages
   * @throws IOException if it fails, with its words, or takes longer than 60 s
   */
  public String control(String... arguments) throws IOException {
    var control = files.controlCommand(arguments).redirectErrorStream(true).start();
    control.getOutputStream().close();
    var killer = control.onExit().orTimeout(CONTROL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    killer.exceptionally(late -> control.destroyForcibly());
    var output = new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var code = killer.join().exitValue();
    if (code != 0) {
      throw new IOException(
          "rabbitmqctl %s failed with code %d: %s".formatted(arguments[0], code, output.strip()));
    }
    return output;
  }

  private void launch() throws IOException {
    files.write();
    process =
        ChildProcess.start(
            "RabbitMQ", files.console(), files.serverEnvironment(), files.serverCommand());
    try {
      process.await(new RabbitProbe(host(), port(), managementUrl()), START_TIMEOUT);
    } catch (IOException e) {
      kill();
      throw e;
    }
  }
}
