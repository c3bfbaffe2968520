package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import lib.systems.rabbitmq.BrokerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.DiagnosisRun;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;

/** Answers in the hands of somebody who does nothing with them are not well off. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class HeldAnswersTest {

  private static final String COUNTERS = "message_stats";
  private static final String QUEUE = "camunda.responses.queue";
  private static final String[] OPTIONS = {"--rabbitmq-only", "--json", "--lang", "en"};

  private final DiagnosisRun diagnosed = new DiagnosisRun();

  @AfterEach
  void close() {
    diagnosed.close();
  }

  private Connection connect(String name) {
    return new BrokerConnector(diagnosed.corner().settings().rabbit()).connect(name);
  }

  private JsonNode answers() {
    return DiagnosisRun.checks(DiagnosisRun.json(diagnosed.tool(OPTIONS).run()), "rabbitmq.answers")
        .findFirst()
        .orElseThrow();
  }

  private void send(int answers) {
    for (int i = 0; i < answers; i++) {
      diagnosed.corner().broker().send(QUEUE, "{}");
    }
  }

  private void awaitUnacknowledged() {
    String path = "/api/queues/" + diagnosed.corner().name() + "/" + QUEUE;
    Eventually.that(
        "the broker's statistics know of it",
        () ->
            diagnosed.corner().management().get(path).path("messages_unacknowledged").asInt() > 0);
  }

  /** With a limit to what it takes and without one. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aConsumerThatNeverAcknowledges(int prefetch) throws Exception {
    diagnosed.declare();
    send(3);
    try (Connection connection = connect("a stranger")) {
      Channel channel = connection.createChannel();
      channel.basicQos(prefetch);
      channel.basicConsume(QUEUE, false, (tag, delivery) -> {}, tag -> {});
      awaitUnacknowledged();
      JsonNode finding = answers();
      assertEquals("stuck", finding.path("kind").asText(), finding::toString);
      assertEquals("warning", finding.path("status").asText());
      assertThat(finding.path("found").asText())
          .contains(
              (prefetch == 0 ? "3 messages" : "1 message") + " held unacknowledged by 1 consumer");
      assertThat(finding.path("advice").asText()).contains("127.0.0.1:");
    }
  }

  /** The broker has a queue's own numbers sooner than what it counts at its consumers. */
  @Test
  void aCounterThatComesLaterIsNoMovement() throws Exception {
    diagnosed.declare();
    send(1);
    String broker = "http://127.0.0.1:" + Servers.rabbit().managementPort();
    try (FaultyProxy api = new FaultyProxy(URI.create(broker));
        Connection connection = connect("a stranger")) {
      connection.createChannel().basicConsume(QUEUE, false, (tag, delivery) -> {}, tag -> {});
      awaitUnacknowledged();
      String look = "GET .*/api/queues/.*/" + QUEUE + ".*";
      api.next(1, look, FaultyProxy.altering(queue -> ((ObjectNode) queue).without(COUNTERS)));
      api.always(
          look,
          FaultyProxy.altering(
              queue -> {
                ((ObjectNode) queue).withObject("/" + COUNTERS).put("ack", 0);
                return queue;
              }));
      diagnosed.corner().with("RABBITMQ_MANAGEMENT_URL", api.baseUrl().toString());
      assertEquals("stuck", answers().path("kind").asText());
      assertThat(api.seen(look)).isGreaterThan(2);
    }
  }

  /** The second consumer gets nothing as long as the first one is there. */
  @Test
  void aSingleActiveConsumerThatHangs() throws Exception {
    diagnosed
        .corner()
        .broker()
        .with(
            channel ->
                channel.queueDeclare(
                    QUEUE, true, false, false, Map.of("x-single-active-consumer", true)));
    diagnosed.declare();
    send(2);
    try (Connection connection = connect("single")) {
      for (int i = 0; i < 2; i++) {
        Channel channel = connection.createChannel();
        channel.basicConsume(QUEUE, false, (tag, delivery) -> {}, tag -> {});
      }
      awaitUnacknowledged();
      JsonNode finding = answers();
      assertEquals("stuck", finding.path("kind").asText(), finding::toString);
      assertThat(finding.path("found").asText()).contains("held unacknowledged by 2 consumers");
    }
  }

  /** There is always one in its hands, and never the same for long. */
  @Test
  void aConsumerThatWorks() throws Exception {
    diagnosed.declare();
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch first = new CountDownLatch(1);
    try (Connection connection = connect("at work")) {
      Channel channel = connection.createChannel();
      channel.basicQos(2);
      DeliverCallback handler =
          (tag, delivery) -> {
            first.countDown();
            if (!ended.get()) {
              repeat(channel, delivery.getBody());
            }
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
          };
      channel.basicConsume(QUEUE, false, handler, tag -> {});
      send(20);
      first.await();
      awaitUnacknowledged();
      assertEquals("ok", answers().path("kind").asText());
      ended.set(true);
    }
  }

  /** Slowly enough to leave the processor to others. */
  private static void repeat(Channel channel, byte[] body) throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    channel.basicPublish("", QUEUE, null, body);
  }
}
