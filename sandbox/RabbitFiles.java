package sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration, environment and commands of a private RabbitMQ node, everything in one folder.
 *
 * @param managementPort 0 for a node without the management plugin
 * @param distributionPort Erlang's own port, used by rabbitmqctl
 * @see <a href="https://www.rabbitmq.com/docs/relocate">RabbitMQ: File and directory locations</a>
 */
record RabbitFiles(Path folder, int port, int managementPort, int distributionPort) {
  static final String MEMORY_WATERMARK = "512MB";

  RabbitFiles {
    folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The server's start script. Debian's command on the PATH is a wrapper for root and the user
   * rabbitmq only; the script behind it works for everybody.
   */
  static Optional<Path> server() {
    var path = System.getenv().getOrDefault("PATH", "").split(":");
    return Stream.concat(Stream.of("/usr/lib/rabbitmq/bin"), Stream.of(path))
        .map(directory -> Path.of(directory, "rabbitmq-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  List<String> serverCommand() throws IOException {
    return List.of(installed().toString());
  }

  ProcessBuilder controlCommand(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                installed().resolveSibling("rabbitmqctl").toString(), "--silent", "-n", node()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment());
    return builder;
  }

  /** What the node prints before it opens its log. */
  Path console() {
    return folder.resolve("console.txt");
  }

  /** Writes the configuration; data are left alone. */
  void write() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(
        folder.resolve("enabled_plugins"), managementPort == 0 ? "[]." : "[rabbitmq_management].");
    Files.writeString(folder.resolve("rabbitmq-env.conf"), "");
    Files.writeString(folder.resolve("rabbitmq.conf"), configuration());
  }

  private String configuration() {
    var common =
        """
        listeners.tcp.1 = 127.0.0.1:%d
        disk_free_limit.absolute = 50MB
        vm_memory_high_watermark.absolute = %s
        log.console = false
        log.file = rabbit.log
        log.file.level = info
        """;
    var management =
        """
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        collect_statistics_interval = 1000
        """;
    return common.formatted(port, MEMORY_WATERMARK)
        + (managementPort == 0 ? "" : management.formatted(managementPort));
  }

  Map<String, String> serverEnvironment() {
    var environment = environment();
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(distributionPort));
    // Already distributed when RabbitMQ boots, the node starts neither epmd nor a second VM to look
    // for one.
    // +B i: Ctrl-C is ours to handle.
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
        String.join(
            " ",
            "-sname " + node() + withoutEpmd(),
            "-kernel inet_dist_listen_min " + distributionPort,
            "inet_dist_listen_max " + distributionPort,
            "inet_dist_use_interface {127,0,0,1}",
            "+S 2:2 +sbwt none +B i"));
    environment.put(
        "RUNNING_UNDER_SYSTEMD", "1"); // the script becomes the node instead of guarding it
    return environment;
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(n -> n.startsWith("RABBITMQ_") || n.startsWith("ERL_"));
    environment.remove("NOTIFY_SOCKET");
    environment.put("HOME", folder.resolve("home").toString()); // the Erlang cookie is made here
    environment.put("RABBITMQ_NODENAME", node());
    environment.put("RABBITMQ_CONF_ENV_FILE", folder.resolve("rabbitmq-env.conf").toString());
    environment.put("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString());
    environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", folder.resolve("none.config").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("enabled_plugins").toString());
    environment.put("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString());
    environment.put("RABBITMQ_LOG_BASE", folder.resolve("log").toString());
    environment.put("RABBITMQ_PID_FILE", folder.resolve("rabbit.pid").toString());
    environment.put("RABBITMQ_GENERATED_CONFIG_DIR", folder.resolve("config").toString());
    environment.put("RABBITMQ_FEATURE_FLAGS_FILE", folder.resolve("feature_flags").toString());
    environment.put("RABBITMQ_QUORUM_DIR", folder.resolve("quorum").toString());
    environment.put("RABBITMQ_STREAM_DIR", folder.resolve("stream").toString());
    environment.put("RABBITMQ_CTL_ERL_ARGS", withoutEpmd() + " -dist_listen false");
    return environment;
  }

  private String withoutEpmd() {
    return " -start_epmd false -erl_epmd_port " + distributionPort;
  }

  private String node() {
    return "rabbit" + port + "@localhost";
  }

  private static Path installed() throws IOException {
    return server().orElseThrow(() -> new IOException("rabbitmq-server is not installed"));
  }
}
