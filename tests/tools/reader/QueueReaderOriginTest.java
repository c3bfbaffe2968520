package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;

/** Dead-lettered messages go back so that they can be dead-lettered again. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderOriginTest {

  private final Messages messages = new Messages();

  @BeforeEach
  void declare() {
    messages
        .broker()
        .with(
            c -> {
              c.exchangeDeclare("work", "topic", true);
              c.exchangeDeclare("dead", "direct", true);
              c.queueDeclare("dlq", true, false, false, Map.of());
              return c.queueBind("dlq", "dead", "order.new");
            });
    work("w", Map.of("x-dead-letter-exchange", "dead"));
  }

  private void work(String queue, Map<String, Object> arguments) {
    messages.queue(queue, arguments);
    messages.broker().with(c -> c.queueBind(queue, "work", "order.*"));
  }

  @AfterEach
  void close() {
    messages.close();
  }

  private void publish(String id) {
    BasicProperties properties = new BasicProperties.Builder().messageId(id).build();
    messages.confirmed(
        () -> messages.broker().publish("work", "order.new", properties, new byte[1]));
  }

  /** Rejects the next message of a queue, which then is dead-lettered. */
  private void reject(String queue) {
    Eventually.that("a message in " + queue, () -> messages.broker().ready(queue) > 0);
    messages
        .broker()
        .with(
            c -> {
              GetResponse got = c.basicGet(queue, false);
              c.basicReject(got.getEnvelope().getDeliveryTag(), false);
              return null;
            });
  }

  private void awaitDead(long count) {
    Eventually.that(count + " in dlq", () -> messages.broker().ready("dlq") == count);
  }

  @Test
  void aMoveWarnsThatTheNextRejectionLosesTheMessage() {
    publish("m1");
    reject("w");
    awaitDead(1);
    for (Command tool : List.of(messages.tool("dlq"), messages.toolAlone("dlq"))) {
      Command.Result warned = tool.with("--move", "w", "--dry-run").run().expect(0);
      assertThat(warned.stderr()).as(warned::toString).contains("--to-origin");
      assertThat(warned.stderr()).as(warned::toString).contains("'dead'");
    }
    messages.broker().with(c -> c.queueBind("dlq", "dead", "w"));
    Command.Result bound = messages.tool("dlq", "--move", "w", "--dry-run").run().expect(0);
    assertThat(bound.stderr()).as(bound::toString).doesNotContain("--to-origin");
    work("keyed", Map.of("x-dead-letter-exchange", "dead", "x-dead-letter-routing-key", "k"));
    Command.Result keyed = messages.tool("dlq", "--move", "keyed", "--dry-run").run().expect(0);
    assertThat(keyed.stderr()).as(keyed::toString).doesNotContain("--to-origin");
  }

  @Test
  void backAtTheOriginItCanBeRejectedAgainAndAgain() throws IOException {
    publish("m1");
    for (int round = 1; round <= 3; round++) {
      reject("w");
      awaitDead(1);
      Command.Result moved = messages.tool("dlq", "--to-origin", "--json").run().expect(0);
      JsonNode json = Json.MAPPER.readTree(moved.stdout());
      assertEquals(1, json.path("moved").asInt(), moved::toString);
      Eventually.that("back in w", () -> messages.broker().ready("w") == 1);
    }
    GetResponse last = messages.broker().takeAll("w").get(0);
    assertEquals("order.new", last.getEnvelope().getRoutingKey());
    assertEquals("m1", last.getProps().getMessageId());
  }

  @Test
  void ofTwoDeathsTheFirstTellsTheOrigin() {
    messages.queue("second", Map.of());
    messages.broker().with(c -> c.queueDelete("dlq"));
    messages.queue(
        "dlq", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "second"));
    messages.broker().with(c -> c.queueBind("dlq", "dead", "order.new"));
    publish("m1");
    reject("w");
    reject("dlq");
    Eventually.that("in second", () -> messages.broker().ready("second") == 1);
    messages.tool("second", "--to-origin").run().expect(0);
    Eventually.that("back in w", () -> messages.broker().ready("w") == 1);
  }

  @Test
  void onlyThoseOfOneQueueGoBackIfItIsNamed() {
    work("other", Map.of("x-dead-letter-exchange", "dead"));
    publish("m1");
    reject("w");
    reject("other");
    awaitDead(2);
    Command.Result dry =
        messages.tool("dlq", "--move", "other", "--to-origin", "--dry-run").run().expect(0);
    assertThat(dry.stdout()).as(dry::toString).contains("Would be moved: 1 message");
    messages.tool("dlq", "--move", "other", "--to-origin").run().expect(0);
    awaitDead(1);
  }

  @Test
  void whatHasNoOriginOrAnExchangeThatIsGoneStays() {
    publish("m1");
    reject("w");
    awaitDead(1);
    messages.confirmed(() -> messages.publish("dlq", new BasicProperties(), "2"));
    messages.broker().with(c -> c.exchangeDelete("work"));
    Command.Result kept = messages.tool("dlq", "--to-origin").run().expect(1);
    assertThat(kept.stderr()).as(kept::toString).contains("exchange 'work', which does not exist");
    assertThat(kept.stderr()).as(kept::toString).contains("2 messages");
    awaitDead(2);
  }
}
