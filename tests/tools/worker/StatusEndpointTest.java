package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.RunningCommand;
import tests.support.TestEnvironment;
import tests.support.Transcript;
import tests.support.WatchedWorker;

/** What a worker says of itself over HTTP, and what it does with clients that behave badly. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class StatusEndpointTest {

  private static TestEnvironment corner;
  private static WatchedWorker worker;

  @BeforeAll
  static void startWorker() {
    corner = new TestEnvironment();
    worker = WatchedWorker.start(corner.command("worker.java")).awaitHealthy();
  }

  @AfterAll
  static void stopWorker() {
    worker.close();
    corner.close();
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Nested
  class Status {

    @Test
    void saysWhoTheWorkerIs() {
      JsonNode status = worker.status();
      assertEquals("running", status.path("state").asText());
      assertTrue(status.path("healthy").asBoolean());
      assertEquals(0, status.path("problems").size());
      assertEquals(worker.process().pid(), status.path("pid").asLong());
      assertEquals("universal-worker", status.path("worker_id").asText());
      assertFalse(status.path("host").asText().isEmpty());
      assertFalse(status.path("version").asText().isEmpty());
      assertTrue(Instant.parse(status.path("started").asText()).isBefore(Instant.now()));
      assertTrue(status.path("uptime_seconds").isInt(), status::toString);
      assertEquals("mapped", status.path("topics").path("selection").asText());
      assertEquals(27, status.path("topics").path("names").size());
    }

    @Test
    void hasFieldsThatStay() {
      JsonNode status = worker.status();
      assertEquals(
          List.of(
              "state",
              "healthy",
              "problems",
              "version",
              "started",
              "uptime_seconds",
              "host",
              "pid",
              "worker_id",
              "topics",
              "camunda",
              "rabbitmq",
              "loops",
              "counters",
              "settled_answers",
              "routed_by_system",
              "throughput_per_second",
              "latency_seconds",
              "in_flight",
              "unconfirmed_messages",
              "errors",
              "bpmn_cache"),
          fields(status));
      assertEquals(
          List.of(
              "enabled",
              "running",
              "failing",
              "last_success",
              "last_progress_seconds_ago",
              "last_error"),
          fields(status.path("loops").path("routing")));
      assertEquals(
          List.of("url", "reachable", "last_answer_seconds_ago"), fields(status.path("camunda")));
      assertEquals(
          List.of("address", "reachable", "last_answer_seconds_ago", "blocked", "missing"),
          fields(status.path("rabbitmq")));
      assertEquals(
          List.of("models", "max_models", "hits", "misses", "hit_ratio", "evictions"),
          fields(status.path("bpmn_cache")));
      assertEquals(
          List.of("1m", "5m", "15m"), fields(status.path("throughput_per_second").path("tasks")));
    }

    @Test
    void countsTasksAndAnswersAndMeasuresThem() throws IOException {
      JsonNode before = worker.status();
      corner.engine().deploy(Bpmn.oneTask("counted", "bitrix24"));
      corner.engine().start("counted");
      corner.engine().start("counted");
      Eventually.that("both are sent", () -> corner.broker().ready("bitrix24.queue") == 2);
      for (var message : corner.broker().takeAll("bitrix24.queue")) {
        var answer = Json.MAPPER.createObjectNode();
        answer.set("original_message", Json.MAPPER.readTree(message.getBody()));
        answer.put("processing_status", "completed");
        corner.broker().send("camunda.responses.queue", Json.write(answer));
      }
      Eventually.that(
          "both are counted",
          () ->
              rise(before, "/counters/answers/completed") == 2
                  && rise(before, "/counters/tasks/handed_over") == 2,
          () -> worker.get("/status").body());
      assertEquals(2, rise(before, "/counters/tasks/fetched"));
      assertEquals(2, rise(before, "/counters/tasks/routed"));
      assertEquals(2, rise(before, "/routed_by_system/bitrix24"));
      assertEquals(2, rise(before, "/latency_seconds/publish_confirm/count"));
      assertEquals(2, rise(before, "/latency_seconds/answer_handling/count"));
      assertEquals(2, rise(before, "/latency_seconds/task_routing/count"));
      JsonNode status = worker.status();
      assertTrue(status.at("/latency_seconds/task_routing/p50").asDouble() > 0, status::toString);
      assertTrue(status.at("/latency_seconds/task_routing/p99").asDouble() > 0, status::toString);
      assertTrue(status.at("/throughput_per_second/tasks/15m").asDouble() > 0, status::toString);
      assertEquals(0, status.at("/in_flight/tasks").asInt());
      assertEquals(0, status.at("/in_flight/answers").asInt());
      assertEquals(0, status.at("/unconfirmed_messages").asInt());
      assertTrue(status.at("/bpmn_cache/models").asInt() > 0, status::toString);
    }

    @Test
    void listsErrorsWithTaskKindAndText() {
      corner.broker().send("camunda.responses.queue", "no answer at all");
      Eventually.that(
          "it is told",
          () -> worker.get("/status").body().contains("json_parse_error"),
          () -> worker.get("/status").body());
      for (JsonNode error : worker.status().path("errors")) {
        assertEquals(List.of("time", "task", "kind", "text"), fields(error));
      }
    }
  }

  private static long rise(JsonNode before, String path) {
    return worker.status().at(path).asLong() - before.at(path).asLong();
  }

  @Nested
  class Requests {

    @ParameterizedTest
    @ValueSource(
        strings = {"/", "/status", "/health", "/metrics", "/recent", "/workers", "/status/"})
    void aHeadHasTheHeadersOfAGetAndNoBody(String path) {
      HttpResponse<String> get = worker.get(path);
      HttpResponse<String> head = worker.send("HEAD", path);
      assertEquals(200, head.statusCode());
      assertEquals("", head.body());
      assertEquals(
          get.headers().firstValue("Content-Type"), head.headers().firstValue("Content-Type"));
      assertTrue(head.headers().firstValueAsLong("Content-Length").orElse(0) > 0);
      assertEquals("no-store", head.headers().firstValue("Cache-Control").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void anotherMethodIsNotAllowed(String method) {
      HttpResponse<String> response = worker.send(method, "/status");
      assertEquals(HttpURLConnection.HTTP_BAD_METHOD, response.statusCode());
      assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/status/more", "/STATUS"})
    void anotherPathIsNotFoundAndTheAnswerNamesThoseThatAre(String path) throws IOException {
      HttpResponse<String> response = worker.get(path);
      assertEquals(404, response.statusCode());
      assertEquals(6, Json.MAPPER.readTree(response.body()).path("paths").size());
    }

    @Test
    void aQueryChangesNothing() {
      assertEquals(200, worker.get("/status?x=1").statusCode());
    }
  }

  @Test
  void metricsComeInTheFormatThatIsAskedFor() {
    HttpResponse<String> text = worker.get("/metrics");
    String type = text.headers().firstValue("Content-Type").orElse("");
    assertThat(type).startsWith("text/plain; version=0.0.4");
    assertThat(text.body()).contains("\n# TYPE ucw_routed_tasks_total counter\n");
    HttpResponse<String> open = worker.get("/metrics", "Accept", "application/openmetrics-text");
    type = open.headers().firstValue("Content-Type").orElse("");
    assertThat(type).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(open.body()).endsWith("# EOF\n");
  }

  /** More of them than the endpoint has threads, connections and patience. */
  @Test
  void clientsThatHangDoNotKeepOthersOut() throws IOException {
    List<Socket> hanging = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port());
        hanging.add(socket);
        String start = i % 2 == 0 ? "GET /status HTTP/1.1\r\nHost: x\r\n" : "";
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
      }
      worker.awaitHealthy();
      for (int i = 0; i < hanging.size(); i += 2) {
        hanging.get(i).setSoTimeout(60_000);
        assertEquals("", readToTheEnd(hanging.get(i)), "cut off without an answer");
      }
    } finally {
      for (Socket socket : hanging) {
        socket.close();
      }
    }
    assertTrue(worker.status().path("healthy").asBoolean());
  }

  @Test
  void manyAndSlowClientsAreAllAnsweredOrCut() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (HttpClientPool honest = new HttpClientPool()) {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), worker.port());
        slow.add(socket);
        socket.getOutputStream().write('G');
      }
      assertEquals(List.of(200), honest.distinctCodes(worker.url() + "/health", 500));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Many clients at once, each with a connection of its own. */
  private static final class HttpClientPool implements AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(100);

    List<Integer> distinctCodes(String url, int requests) throws Exception {
      List<Callable<Integer>> calls =
          java.util.Collections.nCopies(
              requests,
              () -> {
                var connection =
                    (HttpURLConnection) java.net.URI.create(url).toURL().openConnection();
                connection.setRequestProperty("Connection", "close");
                connection.setReadTimeout(60_000);
                return connection.getResponseCode();
              });
      List<Integer> codes = new ArrayList<>();
      for (Future<Integer> code : threads.invokeAll(calls)) {
        codes.add(code.get());
      }
      return codes.stream().distinct().toList();
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  private static String readToTheEnd(Socket socket) {
    try {
      byte[] all = socket.getInputStream().readAllBytes();
      return new String(all, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return e instanceof SocketTimeoutException ? e.toString() : ""; // A reset is an end, too.
    }
  }

  @Test
  void listensOnThisMachineOnly() {
    String log = worker.process().stderr();
    assertThat(log).contains("http://127.0.0.1:" + worker.port() + "/");
  }

  @Test
  void noPageHoldsASecret() {
    String password = Transcript.secret("st4tus-Passw0rd");
    Map<String, String> all = Map.of("configure", ".*", "write", ".*", "read", ".*");
    corner.management().put("/api/users/watched", Map.of("password", password, "tags", ""));
    corner.management().put("/api/permissions/" + corner.name() + "/watched", all);
    Command command =
        corner
            .command("worker.java", "--no-responses")
            .env("RABBITMQ_USERNAME", "watched")
            .env("RABBITMQ_PASSWORD", password);
    try (WatchedWorker other = WatchedWorker.start(command).awaitHealthy()) {
      for (String path : List.of("/status", "/health", "/metrics")) {
        assertThat(other.get(path).body()).as(path).doesNotContain(password);
      }
    } finally {
      corner.management().delete("/api/users/watched");
    }
  }

  @Test
  void anOptionChangesThePort() {
    int port = sandbox.FreePort.find();
    Command command = corner.command("worker.java", "--no-responses", "--http-port", "" + port);
    try (var other = command.start()) {
      other.awaitStderr("http://127.0.0.1:" + port + "/");
      other.terminate();
      other.awaitExit().expect(0);
    }
  }

  @Test
  void aWorkerWhosePortIsTakenSaysSoWorksAndOpensItLater() throws IOException {
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = taken.getLocalPort();
    Command command = corner.command("worker.java", "--no-responses", "--http-port", "" + port);
    try (RunningCommand other = command.start()) {
      other.awaitStderr("The status endpoint cannot be opened on 127.0.0.1:" + port);
      other.awaitStderr("Connected to RabbitMQ");
      taken.close();
      other.awaitStderr("Status endpoint: http://127.0.0.1:" + port + "/");
      other.terminate();
      other.awaitExit().expect(0);
    } finally {
      taken.close();
    }
  }

  @Test
  void aRunThatEndsByItselfOpensNone() {
    Command.Result result =
        corner.command("worker.java", "--once").env("WORKER_HTTP_PORT", "" + worker.port()).run();
    assertThat(result.expect(0).stderr()).as(result::toString).doesNotContain("tatus endpoint");
  }

  @Test
  void whileItStopsItSaysSo() {
    Command command = corner.command("worker.java").env("CAMUNDA_ASYNC_RESPONSE_TIMEOUT", "5000");
    try (WatchedWorker other = WatchedWorker.start(command).awaitHealthy()) {
      other.process().terminate();
      other.awaitProblem("stopping");
      other.process().awaitExit().expect(0);
    }
  }
}
