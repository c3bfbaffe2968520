package tests.systems.rabbitmq.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Connection;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import lib.base.config.RabbitSettings;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.ManagementException.Kind;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueState.Presence;
import lib.systems.rabbitmq.management.QueueStates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Eventually;
import tests.support.Servers;
import tests.support.TestEnvironment;
import tests.support.Transcript;

/** What the library reads of a broker through the management API and without it. */
@Tag("rabbitmq")
class ManagementApiTest {

  private final TestEnvironment corner =
      new TestEnvironment()
          .with("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + Servers.rabbit().managementPort());

  @AfterEach
  void close() {
    corner.close();
  }

  private RabbitSettings settings(Map<String, String> changes) {
    Map<String, String> environment = new TreeMap<>(corner.environment());
    environment.putAll(changes);
    return Settings.load(
            new SettingsSources(Map.of(), environment, Path.of("/nowhere"), Optional.empty()))
        .rabbit();
  }

  private ManagementApi api() {
    return new ManagementApi(settings(Map.of()));
  }

  /** Does something with a connection and what management API there is beside it. */
  private <T> T connected(RabbitSettings settings, Function<Connection, T> work) {
    try (Connection connection = new BrokerConnector(settings).connect("test")) {
      return work.apply(connection);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<QueueState> states(RabbitSettings settings, String... names) {
    return connected(
        settings,
        connection ->
            new QueueStates(
                    new BrokerQuestions(connection, "here"),
                    ManagementAccess.open(settings, connection))
                .of(List.of(names)));
  }

  private void declare(String name, Map<String, Object> arguments) {
    corner.broker().with(c -> c.queueDeclare(name, true, false, false, arguments));
  }

  @Test
  void theBrokerTellsItsVersionAndHasNoAlarms() {
    assertTrue(api().broker().version().matches("\\d+\\.\\d+.*"), () -> "" + api().broker());
    assertEquals(List.of(), api().alarms());
    assertEquals("guest", api().whoAmI().name());
    assertEquals(List.of("administrator"), api().whoAmI().tags());
    assertEquals(".*", api().permissions().orElseThrow().write());
  }

  @Test
  void queuesExchangesAndBindingsOfTheOwnVirtualHostAreRead() {
    declare("a b/ц", Map.of("x-max-length", 5));
    declare("q", Map.of("x-queue-type", "quorum"));
    corner.broker().with(c -> c.exchangeDeclare("e", "topic", true));
    corner.broker().with(c -> c.queueBind("q", "e", "x.#"));
    Map<String, QueueInfo> queues = new TreeMap<>();
    api().queues().forEach(queue -> queues.put(queue.name(), queue));
    assertEquals(List.of("a b/ц", "q"), List.copyOf(queues.keySet()));
    assertEquals(Map.of("x-max-length", 5), queues.get("a b/ц").arguments());
    assertEquals("classic", queues.get("a b/ц").type());
    assertEquals("quorum", queues.get("q").type());
    assertTrue(api().queue("a b/ц").isPresent());
    assertTrue(api().queue("none").isEmpty());
    assertEquals("topic", api().exchange("e").orElseThrow().type());
    assertTrue(api().exchange("none").isEmpty());
    assertTrue(
        api().bindings().stream()
            .anyMatch(b -> b.source().equals("e") && b.routingKey().equals("x.#")));
  }

  /** More than one page. */
  @Test
  void manyQueuesAreReadPageByPage() {
    for (int i = 0; i < 520; i++) {
      String name = "q" + i;
      corner.broker().with(c -> c.queueDeclare(name, false, true, true, Map.of()));
    }
    assertEquals(520, api().queues().stream().map(QueueInfo::name).distinct().count());
  }

  @Test
  void countsAreExactAtOnce() {
    declare("full", Map.of());
    declare("empty", Map.of());
    for (int i = 0; i < 3; i++) {
      corner.broker().send("full", "x");
    }
    Eventually.that("3 messages", () -> corner.broker().ready("full") == 3);
    List<QueueState> states = states(settings(Map.of()), "full", "none", "empty");
    assertEquals(List.of("full", "none", "empty"), states.stream().map(QueueState::name).toList());
    assertEquals(3, states.get(0).ready().orElseThrow());
    assertEquals(0, states.get(0).consumers().orElseThrow());
    assertEquals(Optional.of("classic"), states.get(0).type());
    assertEquals(Presence.MISSING, states.get(1).presence());
    assertEquals(0, states.get(2).ready().orElseThrow());
  }

  @Test
  void allQueuesAreListedByName() {
    declare("b", Map.of());
    declare("a", Map.of());
    RabbitSettings settings = settings(Map.of());
    List<QueueState> all =
        connected(
            settings,
            connection ->
                new QueueStates(
                        new BrokerQuestions(connection, "here"),
                        ManagementAccess.open(settings, connection))
                    .all());
    assertEquals(List.of("a", "b"), all.stream().map(QueueState::name).toList());
  }

  @Test
  void aQueueOfAnotherConnectionExistsButCannotBeRead() {
    corner.broker().with(c -> c.queueDeclare("mine", false, true, true, Map.of()));
    QueueState state = states(settings(Map.of()), "mine").get(0);
    assertEquals(Presence.UNREADABLE, state.presence());
    assertThat(state.problem().orElseThrow()).as(() -> "" + state).contains("RESOURCE_LOCKED");
  }

  @Test
  void withoutTheManagementApiPresenceAndCountsAreKnown() {
    declare("q", Map.of());
    corner.broker().send("q", "x");
    Eventually.that("a message", () -> corner.broker().ready("q") == 1);
    List<QueueState> states =
        states(settings(Map.of("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1")), "q", "none");
    assertEquals(1, states.get(0).ready().orElseThrow());
    assertTrue(states.get(0).unacked().isEmpty());
    assertTrue(states.get(0).type().isEmpty());
    assertEquals(Presence.MISSING, states.get(1).presence());
  }

  @Test
  void theManagementApiOfAnotherBrokerIsNotUsed() throws IOException {
    try (StubServer other =
        new StubServer(200, "{\"rabbitmq_version\":\"3.9.0\",\"cluster_name\":\"rabbit@other\"}")) {
      RabbitSettings settings = settings(Map.of("RABBITMQ_MANAGEMENT_URL", other.url()));
      ManagementAccess access =
          connected(settings, connection -> ManagementAccess.open(settings, connection));
      assertEquals(Kind.OTHER_BROKER, access.obstacle().orElseThrow().kind());
      assertFalse(access.api().isPresent());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNAUTHORIZED|401|{\"error\":\"not_authorised\",\"reason\":\"Not management user\"}",
        "NOT_FOUND|404|{\"error\":\"Object Not Found\",\"reason\":\"Not Found\"}",
        "NOT_THE_MANAGEMENT_API|404|<html>no</html>",
        "NOT_THE_MANAGEMENT_API|302|moved",
        "NOT_THE_MANAGEMENT_API|200|<html>hello</html>",
        "NOT_THE_MANAGEMENT_API|200|{}",
        "INVALID_JSON|200|{\"rabbitmq",
        "INVALID_JSON|200|7",
        "UNAVAILABLE|503|<html>busy</html>",
        "REFUSED|400|{\"error\":\"bad_request\",\"reason\":\"no\"}",
      })
  void whatIsNotTheExpectedAnswerIsTold(Kind kind, int status, String body) throws IOException {
    try (StubServer server = new StubServer(status, body)) {
      ManagementApi api =
          new ManagementApi(settings(Map.of("RABBITMQ_MANAGEMENT_URL", server.url())));
      assertEquals(kind, assertThrows(ManagementException.class, api::broker).kind());
    }
  }

  /** The health check answers 503, and that is its answer. */
  @Test
  void alarmsAreRead() throws IOException {
    String body =
        """
        {"status": "failed", "reason": "There are alarms in effect in the cluster",
         "alarms": [{"node": "rabbit@one", "resource": "memory"}]}
        """;
    try (StubServer server = new StubServer(503, body)) {
      ManagementApi api =
          new ManagementApi(settings(Map.of("RABBITMQ_MANAGEMENT_URL", server.url())));
      assertEquals(List.of("memory (rabbit@one)"), api.alarms());
    }
  }

  @Test
  void aWrongPasswordIsToldInTheServersWords() {
    String password = Transcript.secret("guess-which");
    ManagementApi api = new ManagementApi(settings(Map.of("RABBITMQ_PASSWORD", password)));
    ManagementException e = assertThrows(ManagementException.class, api::broker);
    assertEquals(Kind.UNAUTHORIZED, e.kind());
    assertThat(e.reason().english()).startsWith("HTTP 401");
  }

  @Test
  void nobodyThereIsToldAtOnce() {
    ManagementApi api =
        new ManagementApi(settings(Map.of("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1")));
    assertEquals(Kind.UNREACHABLE, assertThrows(ManagementException.class, api::broker).kind());
  }

  /** Answers everything alike. */
  private static final class StubServer implements AutoCloseable {
    private final HttpServer server;

    StubServer(int status, String body) throws IOException {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
