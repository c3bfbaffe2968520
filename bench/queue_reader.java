///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Measures reading a queue: one basic.get at a time and by queue_reader
//RUNTIME_OPTIONS -XX:+UseSerialGC
//SOURCES ../sandbox/RabbitNode.java
//SOURCES ../lib/systems/rabbitmq/package-info.java
//SOURCES ../lib/base/cli/package-info.java

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandbox.RabbitNode;

@Command(
    name = "queue_reader.java",
    sortOptions = false,
    description = {
      "Starts a RabbitMQ node, fills a queue with messages of 1 KB and reads it: one basic.get at a"
          + " time, as the predecessor did (some of the messages, nothing is written), and by"
          + " queue_reader --output with its heap of 128 MB (all of them, start of the JVM and"
          + " giving everything back included)."
    })
class QueueReaderBench implements Callable<Integer> {

  private static final String QUEUE = "bench";
  private static final int BATCH = 1000;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  boolean help;

  @Option(names = "--messages", paramLabel = "N", description = "Messages in the queue (1000000)")
  int messages = 1_000_000;

  @Option(names = "--gets", paramLabel = "N", description = "Messages read by basic.get (50000)")
  int gets = 50_000;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      description = "What a network adds to each way of a request (0)")
  int delayMillis;

  private Path folder;

  public static void main(String... args) {
    System.exit(new CommandLine(new QueueReaderBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    folder = Files.createTempDirectory("ucw-bench");
    try (RabbitNode node = RabbitNode.startWithoutManagement(folder.resolve("rabbit"))) {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setPort(node.port());
      int port = delayMillis == 0 ? node.port() : new SlowNetwork(node.port(), delayMillis).port();
      ConnectionFactory distant = new ConnectionFactory();
      distant.setPort(port);
      try (Connection connection = factory.newConnection()) {
        fill(connection);
        double one;
        try (Connection reader = distant.newConnection()) {
          one = gets(reader);
        }
        double all = export(port);
        System.out.printf("export / basic.get: %.1f%n", all / one);
        check(connection);
      }
    } finally {
      remove();
    }
    return 0;
  }

  private void fill(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    channel.queueDeclare(QUEUE, true, false, false, Map.of());
    channel.confirmSelect();
    for (int i = 1; i <= messages; i++) {
      channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_TEXT_PLAIN, body(i));
      if (i % BATCH == 0) {
        channel.waitForConfirmsOrDie();
      }
    }
    channel.close();
  }

  private static byte[] body(int number) {
    String text = "{\"number\": %07d, \"text\": \"%s\"}".formatted(number, "a".repeat(992));
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private double gets(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    long started = System.nanoTime();
    long bytes = 0;
    for (int i = 0; i < gets; i++) {
      GetResponse message = channel.basicGet(QUEUE, false);
      bytes += message.getBody().length;
    }
    double rate = gets / seconds(started);
    System.out.printf("basic.get, one at a time: %,.0f messages/s (%,d bytes)%n", rate, bytes);
    channel.close();
    return rate;
  }

  private double export(int port) throws Exception {
    Path file = folder.resolve("export.json");
    String home = System.getenv().getOrDefault("UCW_HOME", ".");
    ProcessBuilder command =
        new ProcessBuilder(
            home + "/jbang", home + "/queue_reader.java", QUEUE, "--output", file.toString());
    command.environment().put("RABBITMQ_HOST", "127.0.0.1");
    command.environment().put("RABBITMQ_PORT", Integer.toString(port));
    command.environment().put("LOG_FILE", "");
    command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    long started = System.nanoTime();
    int exitCode = command.start().waitFor();
    double rate = messages / seconds(started);
    System.out.printf(
        "queue_reader --output: %,.0f messages/s in all, exit code %d, %,d bytes%n",
        rate, exitCode, Files.size(file));
    return rate;
  }

  /** Everything is there again, in its order. */
  private void check(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    int there = channel.queueDeclarePassive(QUEUE).getMessageCount();
    boolean ordered = true;
    for (int i = 1; i <= BATCH; i++) {
      ordered &= Arrays.equals(body(i), channel.basicGet(QUEUE, true).getBody());
    }
    System.out.printf("afterwards: %,d messages, in order: %s%n", there, ordered);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    }
  }
}

/** Lets everything through, some time later; how much is under way does not matter. */
class SlowNetwork {

  private record Chunk(byte[] bytes, long dueNanos) {}

  private final ServerSocket listener;
  private final int target;
  private final long delayNanos;

  SlowNetwork(int target, int delayMillis) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.delayNanos = delayMillis * 1_000_000L;
    run(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listener.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      connect(client, server);
      connect(server, client);
    }
  }

  private void connect(Socket from, Socket to) {
    BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(1000);
    run(
        () -> {
          byte[] buffer = new byte[65_536];
          for (int n = from.getInputStream().read(buffer);
              n >= 0;
              n = from.getInputStream().read(buffer)) {
            way.put(new Chunk(Arrays.copyOf(buffer, n), System.nanoTime() + delayNanos));
          }
          way.put(new Chunk(new byte[0], System.nanoTime() + delayNanos));
        });
    run(
        () -> {
          for (Chunk chunk = way.take(); chunk.bytes().length > 0; chunk = way.take()) {
            LockSupport.parkNanos(chunk.dueNanos() - System.nanoTime());
            to.getOutputStream().write(chunk.bytes());
          }
          to.close();
        });
  }

  private interface Loop {
    void run() throws IOException, InterruptedException;
  }

  private static void run(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt(); // One side has hung up.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
