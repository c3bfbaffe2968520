package tests.systems.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.TestEnvironment;

/** One message that the broker or the client refuses costs the others nothing. */
@Tag("engine")
@Tag("rabbitmq")
class PublisherTest {

  private static final String EXCHANGE = "tasks";
  private static final String QUEUE = "good";

  private final TestEnvironment corner = new TestEnvironment();
  private final AtomicInteger closedChannels = new AtomicInteger();
  private final Publisher publisher = new Publisher("test", closedChannels::incrementAndGet);
  private Connection connection;

  @BeforeEach
  void connect() {
    corner.broker().with(c -> c.exchangeDeclare(EXCHANGE, "topic", true));
    corner.broker().with(c -> c.queueDeclare(QUEUE, true, false, false, Map.of()));
    corner.broker().with(c -> c.queueBind(QUEUE, EXCHANGE, "#"));
    String user = corner.name();
    corner.management().put("/api/users/" + user, Map.of("password", user, "tags", ""));
    corner
        .management()
        .put(
            "/api/permissions/" + user + "/" + user,
            Map.of("configure", "", "write", ".*", "read", ".*"));
    corner.with("RABBITMQ_USERNAME", user).with("RABBITMQ_PASSWORD", user);
    SettingsSources sources =
        new SettingsSources(Map.of(), corner.environment(), Path.of("/nowhere"), Optional.empty());
    connection = new BrokerConnector(Settings.load(sources).rabbit()).connect("publisher");
    publisher.use(connection);
  }

  @AfterEach
  void close() {
    publisher.close();
    connection.abort(5000);
    corner.management().delete("/api/users/" + corner.name());
    corner.close();
  }

  private static Outgoing message(String key, String id) {
    BasicProperties properties = new BasicProperties.Builder().messageId(id).build();
    return new Outgoing(EXCHANGE, key, properties, new byte[10]);
  }

  private Receipt publish(Outgoing message) throws Exception {
    return publisher.publish(message).get(60, TimeUnit.SECONDS);
  }

  private List<String> arrived() {
    return corner.broker().takeAll(QUEUE).stream()
        .map(m -> m.getProps().getMessageId())
        .sorted()
        .toList();
  }

  static Stream<Arguments> unsendable() {
    BasicProperties longName = new BasicProperties.Builder().contentType("ж".repeat(200)).build();
    BasicProperties manyHeaders =
        new BasicProperties.Builder().headers(Map.of("h", "x".repeat(200_000))).build();
    BasicProperties none = new BasicProperties.Builder().build();
    BasicProperties otherUser = new BasicProperties.Builder().userId("somebody").build();
    byte[] body = new byte[1];
    return Stream.of(
        Arguments.of(new Outgoing(EXCHANGE, "ключ".repeat(40), none, body)),
        Arguments.of(new Outgoing(EXCHANGE, "good.key", longName, body)),
        Arguments.of(new Outgoing(EXCHANGE, "good.key", manyHeaders, body)),
        Arguments.of(new Outgoing(EXCHANGE, "bad.key", otherUser, body)),
        Arguments.of(new Outgoing(EXCHANGE, "bad.key", none, new byte[135_000_000])));
  }

  @ParameterizedTest
  @MethodSource("unsendable")
  void whatCannotBeSentIsRefusedAndItsNeighboursArriveOnce(Outgoing bad) throws Exception {
    List<CompletableFuture<Receipt>> good = new ArrayList<>();
    CompletableFuture<Receipt> refused = null;
    for (int i = 0; i < 20; i++) {
      good.add(publisher.publish(message("good.key", "%02d".formatted(i))));
      if (i == 9) {
        refused = publisher.publish(bad);
      }
    }
    assertEquals(Receipt.Kind.REFUSED, refused.get(60, TimeUnit.SECONDS).kind());
    for (CompletableFuture<Receipt> receipt : good) {
      assertEquals(Receipt.Kind.CONFIRMED, receipt.get(60, TimeUnit.SECONDS).kind());
    }
    List<String> ids = arrived();
    assertEquals(20, ids.size(), ids::toString);
    assertEquals(0, closedChannels.get());
    assertTrue(connection.isOpen());
  }

  @Test
  void aRoutingKeyWithoutTheRightToWriteFailsAloneInTheBrokersWords() throws Exception {
    String user = corner.name();
    corner
        .management()
        .put(
            "/api/topic-permissions/" + user + "/" + user,
            Map.of("exchange", EXCHANGE, "write", "^bitrix24\\.", "read", ".*"));
    List<CompletableFuture<Receipt>> good = new ArrayList<>();
    List<CompletableFuture<Receipt>> bad = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      good.add(publisher.publish(message("bitrix24.create", "%02d".formatted(i))));
      bad.add(publisher.publish(message("python.send_email", "mail")));
    }
    for (CompletableFuture<Receipt> receipt : bad) {
      Receipt result = receipt.get(60, TimeUnit.SECONDS);
      assertEquals(Receipt.Kind.REFUSED, result.kind());
      assertThat(result.reason().english())
          .as(result::toString)
          .contains("access to topic 'python.send_email'");
    }
    for (CompletableFuture<Receipt> receipt : good) {
      assertEquals(Receipt.Kind.CONFIRMED, receipt.get(60, TimeUnit.SECONDS).kind());
    }
    assertEquals(10, arrived().size());
    assertEquals(0, closedChannels.get());
  }

  @Test
  void aMissingExchangeIsNobodysFault() throws Exception {
    Outgoing nowhere =
        new Outgoing("nowhere", "key", new BasicProperties.Builder().build(), new byte[1]);
    assertEquals(Receipt.Kind.LOST, publish(nowhere).kind());
    assertEquals(1, closedChannels.get());
    assertEquals(Receipt.Kind.CONFIRMED, publish(message("good.key", "1")).kind());
  }

  @Test
  void whatComesBackIsToldApart() throws Exception {
    corner.broker().with(c -> c.queueUnbind(QUEUE, EXCHANGE, "#"));
    assertEquals(Receipt.Kind.RETURNED, publish(message("no.queue", "1")).kind());
    assertEquals(Receipt.Kind.RETURNED, publish(message("no.queue", "2")).kind());
    assertEquals(0, closedChannels.get());
  }
}
