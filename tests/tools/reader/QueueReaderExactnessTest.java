package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;
import tests.support.RawProperties;

/** What the client cannot keep is never removed, never written elsewhere, and told. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderExactnessTest {

  private static final byte[] BINARY = {(byte) 0x93, (byte) 0xff, 0, (byte) 0xc3};

  /** The error message of an answer, which can be redriven. */
  private static final String ERROR =
      """
      {"error_info": {"type": "camunda_internal_error"}, "task_id": "t1",
       "original_message": {"task_id": "t1"}}
      """;

  @TempDir private Path folder;
  private final Messages messages = new Messages();

  @BeforeEach
  void declare() {
    messages.queue("q", "classic");
    messages.queue("t", "classic");
  }

  @AfterEach
  void close() {
    messages.close();
  }

  private void raw(RawProperties properties, String body) {
    properties.publish(messages.corner(), "q", body.getBytes(StandardCharsets.UTF_8));
  }

  /** Two good messages, five that are altered, one good one with what py-amqp writes. */
  private void fill(String body) {
    raw(new RawProperties(), "1");
    raw(new RawProperties().timestamp(1_732_700_000_123_456_789L), body);
    raw(new RawProperties().correlationId(BINARY), body);
    raw(new RawProperties().header(BINARY, 't', new byte[] {1}), body);
    raw(
        new RawProperties()
            .header("x", 't', new byte[] {1})
            .header("x", 'S', RawProperties.longText(BINARY)),
        body);
    raw(new RawProperties().header("unsigned", 'i', new byte[] {-1, -1, -1, -1}), body);
    raw(new RawProperties().header("timelimit", 'L', RawProperties.number(1L << 40)), "2");
  }

  private Command tool(String... arguments) {
    return messages.tool(arguments).in(folder);
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  @Test
  void aMoveLeavesThemWhereTheyAre() throws IOException {
    fill("altered");
    JsonNode moved = json(tool("q", "--move", "t", "--json").run().expect(1));
    assertEquals(2, moved.path("moved").asInt());
    assertEquals(5, moved.path("kept").asInt());
    Command.Result again = tool("q", "--move", "t").run().expect(1);
    assertThat(again.stderr()).as(again::toString).contains("message 1 has a time beyond");
    assertEquals(List.of("1", "2"), messages.drain("t"));
    assertEquals(5, messages.broker().ready("q"));
  }

  @Test
  void whatIsSavedInexactlyIsNeitherRemovedNorRestored() throws IOException {
    fill("altered");
    JsonNode exported = json(tool("q", "-o", "e.json", "--json").run().expect(1));
    assertEquals("partly", exported.path("status").asText());
    assertEquals(5, exported.path("not_exact").asInt());
    Command.Result clear = tool("q", "--clear", "-o", "f.json", "--force").run().expect(1);
    assertThat(clear.stderr()).as(clear::toString).contains("Left in the queue");
    assertThat(clear.stdout()).as(clear::toString).doesNotContain("Export complete");
    assertEquals(5, messages.broker().ready("q"));
    JsonNode saved = Json.MAPPER.readTree(folder.resolve("f.json").toFile()).path("messages");
    assertEquals("not_utf8", saved.path(2).path("altered").asText());
    assertEquals("altered", saved.path(2).path("body_raw").asText());
    Command.Result restored = tool("--restore", "f.json", "t").run().expect(1);
    assertThat(restored.stderr()).as(restored::toString).contains("5 messages");
    List<GetResponse> all = messages.broker().takeAll("t");
    assertEquals(2, all.size());
    assertEquals(1L << 40, all.get(1).getProps().getHeaders().get("timelimit"));
  }

  @Test
  void anErrorMessageIsNotRemovedByRedriving() throws IOException {
    fill(ERROR);
    JsonNode redriven = json(tool("q", "--redrive", "--json").run().expect(2));
    assertEquals(0, redriven.path("sent").asInt());
    assertEquals(5, redriven.path("failed").asInt());
    assertEquals(7, messages.broker().ready("q"));
  }

  @Test
  void aLookSaysThatItIsNotExact() {
    fill("altered");
    Command.Result look = tool("q", "--count", "7").run().expect(0);
    assertThat(look.stdout()).as(look::toString).contains("two headers with the same name");
    assertThat(look.stdout()).as(look::toString).contains("\"timelimit\":1099511627776");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"b\":{\"a\":1,\"c\":0,\"a\":[]}}",
        "[{\"task_id\":\"1\",\"task_id\":\"2\"}]"
      })
  void membersWithOneNameAreAllShown(String body) throws IOException {
    messages.publish("q", new BasicProperties(), body);
    Command.Result look = tool("q").run().expect(0);
    assertThat(look.stdout()).as(look::toString).contains(body);
    JsonNode message = json(tool("q", "--json").run().expect(0)).at("/messages/0");
    assertEquals(body, message.path("body").asText());
    tool("q", "--clear", "-o", "e.json", "--force").run().expect(0);
    tool("--restore", "e.json", "t").run().expect(0);
    assertEquals(List.of(body), messages.drain("t"));
  }

  @Test
  void aCompressedBodyIsShownUnpackedAndKeptAsItIs() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("{\"task\": \"Привет\"}".getBytes(StandardCharsets.UTF_8));
    }
    var properties = new BasicProperties.Builder().contentEncoding("gzip").build();
    messages.publish("q", properties, packed.toByteArray());
    Command.Result look = tool("q", "--lang", "en").run().expect(0);
    assertThat(look.stdout())
        .as(look::toString)
        .contains("Content (gzip, shown unpacked; bytes: " + packed.size() + "):")
        .contains("{\"task\": \"Привет\"}");
    tool("q", "--grep", "Пока").run().expect(1);
    tool("q", "--move", "t", "--grep", "Привет").run().expect(0);
    assertThat(messages.broker().takeAll("t").get(0).getBody()).isEqualTo(packed.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1_732_700_000_123_456_789L, 1L << 61, Long.MIN_VALUE, Long.MAX_VALUE})
  void aTimeThatCannotBeShownIsNotShownAsAnotherOne(long seconds) throws IOException {
    raw(new RawProperties().timestamp(seconds), "x");
    Command.Result look = tool("q").run().expect(0);
    assertThat(look.stdout()).as(look::toString).contains("Timestamp: -\n").doesNotContain("1970");
    assertThat(look.stdout()).as(look::toString).contains("a time beyond the range");
    JsonNode properties = json(tool("q", "--json").run().expect(0)).at("/messages/0/properties");
    assertThat(properties.has("timestamp_human")).as(properties::toString).isFalse();
  }

  @Test
  void aLargeBinaryBodyIsCarried() throws IOException {
    byte[] large = new byte[20 * 1024 * 1024];
    new Random(20).nextBytes(large);
    messages.confirmed(() -> messages.publish("q", new BasicProperties(), large));
    tool("q", "--count", "1").run().expect(0);
    tool("q", "--clear", "-o", "f.json", "--force").run().expect(0);
    tool("--restore", "f.json").run().expect(0);
    tool("q", "--move", "t").run().expect(0);
    assertArrayEquals(large, messages.broker().takeAll("t").get(0).getBody());
  }

  @Test
  void aBodyWithoutRoomInMemoryStaysAndTheOthersGo() throws IOException {
    byte[] huge = new byte[65 * 1024 * 1024];
    messages.confirmed(
        () -> {
          messages.publish("q", new BasicProperties(), "1");
          messages.publish("q", new BasicProperties(), huge);
          messages.publish("q", new BasicProperties(), "3");
        });
    Command.Result look = tool("q").inItsOwnProcess().run().expect(0);
    assertThat(look.stdout()).as(look::toString).contains("does not fit into memory");
    tool("q", "--move", "t").inItsOwnProcess().run().expect(1);
    assertEquals(List.of("1", "3"), messages.drain("t"));
    Eventually.that("the large one is back", () -> messages.broker().ready("q") == 1);
    assertEquals(huge.length, messages.broker().takeAll("q").get(0).getBody().length);
  }
}
