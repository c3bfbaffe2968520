///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Measures worker_diagnostics --tasks with very many tasks and messages
//RUNTIME_OPTIONS -XX:+UseSerialGC
//SOURCES ../sandbox/RabbitNode.java
//SOURCES ../lib/systems/rabbitmq/package-info.java
//SOURCES ../lib/base/cli/package-info.java

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandbox.RabbitNode;

@Command(
    name = "account.java",
    sortOptions = false,
    description = {
      "Starts a RabbitMQ node with a message for every task but some, and a small HTTP server that"
          + " answers as the engine's REST API does, page by page: an engine in memory is slower"
          + " with so many tasks than everything that is measured. Then worker_diagnostics --tasks"
          + " looks for the tasks without a message, with a small heap."
    })
class AccountBench implements Callable<Integer> {

  private static final String QUEUE = "bitrix24.queue";

  /** Where one is missing nothing is called lost. */
  private static final List<String> QUEUES =
      List.of(
          QUEUE,
          "openproject.queue",
          "1c.queue",
          "python-services.queue",
          "default.queue",
          "camunda.responses.queue",
          "errors.camunda_tasks.queue");

  private static final int BATCH = 1000;
  private static final long LOOK_MILLIS = 100;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help")
  boolean help;

  @Option(names = "--tasks", paramLabel = "N", description = "Tasks and messages (100000)")
  int tasks = 100_000;

  @Option(names = "--lost", paramLabel = "N", description = "Tasks without a message (500)")
  int lost = 500;

  @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of the tool (128m)")
  String heap = "128m";

  private Path folder;

  public static void main(String... args) {
    System.exit(new CommandLine(new AccountBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    folder = Files.createTempDirectory("ucw-bench");
    HttpServer engine = new Tasks(tasks).serve();
    try (RabbitNode node = RabbitNode.start(folder.resolve("rabbit"))) {
      ConnectionFactory factory = new ConnectionFactory();
      factory.setPort(node.port());
      try (Connection connection = factory.newConnection()) {
        fill(connection);
      }
      account(node, engine.getAddress().getPort());
      try (Connection connection = factory.newConnection();
          Channel channel = connection.createChannel()) {
        long left = channel.messageCount(QUEUE);
        System.out.printf("messages in the queue afterwards: %,d%n", left);
      }
    } finally {
      engine.stop(0);
      remove();
    }
    return 0;
  }

  private void fill(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    for (String queue : QUEUES) {
      channel.queueDeclare(queue, true, false, false, Map.of());
    }
    channel.confirmSelect();
    for (int i = lost; i < tasks + lost; i++) {
      BasicProperties properties =
          new BasicProperties.Builder()
              .deliveryMode(2)
              .messageId(Tasks.id(i))
              .type("camunda.external-task")
              .build();
      channel.basicPublish("", QUEUE, properties, body(i));
      if (i % BATCH == 0) {
        channel.waitForConfirmsOrDie();
      }
    }
    channel.waitForConfirmsOrDie();
    channel.close();
  }

  /** 1 KB; the last ones are of tasks that do not exist. */
  private static byte[] body(int number) {
    String id = Tasks.id(number);
    String text =
        """
        {"task_id": "%s", "process_instance_id": "%s", "topic": "bitrix_create_task", "t": "%s"}\
        """
            .formatted(id, id, "a".repeat(900));
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void account(RabbitNode node, int enginePort) throws Exception {
    String home = System.getenv().getOrDefault("UCW_HOME", ".");
    Path result = folder.resolve("tasks.json");
    Path gc = folder.resolve("gc.log");
    ProcessBuilder command =
        new ProcessBuilder(
            home + "/jbang",
            home + "/worker_diagnostics.java",
            "--tasks",
            "--lang",
            "en",
            "--limit",
            "1",
            "--export",
            result.toString());
    Map<String, String> environment = command.environment();
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx" + heap + " -Xlog:gc:file=" + gc);
    environment.put("CAMUNDA_BASE_URL", "http://127.0.0.1:" + enginePort + "/engine-rest");
    environment.put("RABBITMQ_HOST", "127.0.0.1");
    environment.put("RABBITMQ_PORT", Integer.toString(node.port()));
    environment.put("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + node.managementPort());
    environment.put("LOG_FILE", "");
    command.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    command.redirectErrorStream(true);
    long started = System.nanoTime();
    Process tool = command.start();
    long resident = mostResident(tool);
    int code = tool.waitFor();
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    System.out.printf(
        "exit code %d, %d s, heap at most %d MB of %s, resident at most %d MB, report of %,d"
            + " bytes%n",
        code, took.toSeconds(), mostHeap(gc), heap, resident, Files.size(result));
  }

  /** What Linux counts of the process, the wrapper having become Java by then; in MB. */
  private static long mostResident(Process tool) throws InterruptedException {
    Path status = Path.of("/proc", Long.toString(tool.pid()), "status");
    long most = 0;
    while (!tool.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      try (Stream<String> lines = Files.lines(status)) {
        most =
            lines
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .reduce(most, Math::max);
      } catch (IOException | UncheckedIOException e) {
        // It has just ended, or this is no Linux: then 0 says so.
      }
    }
    return most;
  }

  /** What was in use after a collection, at most: the rest would have been collected, too. */
  private static long mostHeap(Path gc) throws IOException {
    Pattern pause = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    try (Stream<String> lines = Files.lines(gc)) {
      return lines
          .map(pause::matcher)
          .filter(Matcher::find)
          .mapToLong(found -> Long.parseLong(found.group(2)))
          .max()
          .orElse(0);
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** The engine's list of tasks, all handed over, as its REST API answers it. */
  private record Tasks(int count) {

    private static final Pattern FIRST = Pattern.compile("firstResult=(\\d+)");
    private static final Pattern MOST = Pattern.compile("maxResults=(\\d+)");

    static String id(int number) {
      return "%08x-e9c8-11f1-8b5a-02fc00000001".formatted(number);
    }

    HttpServer serve() throws IOException {
      InetAddress here = InetAddress.getLoopbackAddress();
      HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
      server.setExecutor(Executors.newCachedThreadPool());
      server.createContext("/engine-rest", this::answer);
      server.start();
      return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
      String path = exchange.getRequestURI().getPath();
      boolean byIds = exchange.getRequestMethod().equals("POST");
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(text(exchange, path, byIds, asked).getBytes(StandardCharsets.UTF_8));
      }
    }

    private String text(HttpExchange exchange, String path, boolean byIds, String asked) {
      if (path.endsWith("/authorization/check")) {
        return "{\"authorized\": true}";
      } else if (path.endsWith("/history/process-instance") && byIds) {
        return Pattern.compile("[0-9a-f]{8}-e9c8[0-9a-f-]+")
            .matcher(asked)
            .results()
            .map(id -> "{\"id\":\"%s\",\"state\":\"COMPLETED\"}".formatted(id.group()))
            .collect(Collectors.joining(",", "[", "]"));
      } else if (!path.endsWith("/external-task")) {
        return "[]";
      }
      StringBuilder rows = new StringBuilder("[");
      if (byIds) {
        Matcher ids = Pattern.compile("([0-9a-f]{8})-e9c8").matcher(asked);
        while (ids.find()) {
          add(rows, Integer.parseInt(ids.group(1), 16));
        }
      } else {
        String query = exchange.getRequestURI().getQuery();
        int first = number(FIRST, query);
        int most = Math.min(count, first + number(MOST, query));
        for (int i = first; i < most; i++) {
          add(rows, i);
        }
      }
      return rows.append(']').toString();
    }

    private static int number(Pattern pattern, String query) {
      Matcher found = pattern.matcher(query);
      return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    private void add(StringBuilder rows, int number) {
      if (number < count) {
        rows.append(rows.length() > 1 ? "," : "").append(row(number));
      }
    }

    private static String row(int number) {
      return """
      {"activityId":"task","activityInstanceId":"task:%1$s","errorMessage":null,"executionId":"%1$s",
       "id":"%1$s","lockExpirationTime":"2099-11-26T10:00:00.000+0000",
       "createTime":"2026-11-25T10:00:00.000+0000","processDefinitionId":"Order:1:%1$s",
       "processDefinitionKey":"Order","processInstanceId":"%1$s","retries":null,"suspended":false,
       "workerId":"universal-worker","topicName":"bitrix_create_task","tenantId":null,"priority":0,
       "businessKey":"ORDER-%2$d"}\
      """
          .formatted(id(number), number);
    }
  }
}
