package tests.systems.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lib.systems.account.MessageIdentity;
import lib.systems.account.MessageIdentity.Kind;
import lib.systems.messages.QueueMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which task a message is about: it may be removed if that task does not exist any more. */
@Tag("unit")
class MessageIdentityTest {

  private static MessageIdentity of(String body) {
    var envelope = new Envelope(1, false, "", "q");
    var properties = new BasicProperties.Builder().build();
    return MessageIdentity.of(
        new QueueMessage(
            envelope, properties, body.getBytes(StandardCharsets.UTF_8), 0, Optional.empty()));
  }

  /** The worker's error message for an answer that it could not read has no task's id. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error_info\":{\"type\":\"json_parse_error\"},\"original_message\":{\"raw_body\":\"x\"},"
            + "\"task_id\":\"unknown\"}",
        "{\"error_info\":{\"type\":\"missing_task_id\"},\"original_message\":{\"a\":1},"
            + "\"task_id\":\"unknown\"}",
        "{\"error_info\":{\"type\":\"missing_task_id\"},\"original_message\":[],\"task_id\":\"unknown\"}",
        "{\"task_id\":\"unknown\",\"response_type\":\"complete\"}",
        "{\"task_id\":\"unknown\",\"type\":\"task_error\"}",
        "{\"task_id\":\"..\",\"topic\":\"t\"}",
        "\"text\"",
        ""
      })
  void noneIsNamed(String body) {
    assertEquals(Optional.empty(), of(body).taskId());
    assertEquals(Kind.FOREIGN, of(body).kind());
  }

  /** It is about a task that is gone, and must not be removed with that task's messages. */
  @Test
  void thatATaskWasCancelledIsNoMessageOfATask() {
    String body = "{\"type\":\"task_cancelled\",\"task_id\":\"4711\",\"topic\":\"t\"}";
    assertEquals(Optional.empty(), of(body).taskId());
    assertEquals(Kind.CANCELLATION, of(body).kind());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"task_id\":\"4711\",\"topic\":\"t\"}', TASK, 4711",
    "'{\"task_id\":\"A1B2C3D4-E9A9-11F1-A1C6-02FC00000001\",\"response_type\":\"complete\"}',"
        + " ANSWER, a1b2c3d4-e9a9-11f1-a1c6-02fc00000001",
    "'{\"original_message\":{\"task_id\":\"a\"},\"task_id\":\"b\"}', ANSWER, a",
    "'{\"task_id\":\"a\",\"type\":\"task_error\"}', TASK_ERROR, a"
  })
  void itIsNamed(String body, Kind kind, String taskId) {
    assertEquals(Optional.of(taskId), of(body).taskId());
    assertEquals(kind, of(body).kind());
  }
}
