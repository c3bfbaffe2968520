package tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.tools.worker.answers.AnswerOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tests.support.Answering;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.Seed;

/**
 * Damaged answers, to a real worker and a real engine: each of them is applied, is about no task,
 * or comes into the error queue, and a good one afterwards is applied as ever.
 */
@Tag("engine")
@Tag("rabbitmq")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AnswersFuzzTest {

  private static final int ANSWERS = 2_000;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final List<String> TOKENS =
      List.of("\"", "{", "}", "[", "]", ",", ":", "\\", "null", "1e999", "\uFEFF", "\u0000", "😀");

  private final Random random = Seed.random();
  private final Answering place = new Answering();

  @AfterEach
  void close() {
    place.close();
  }

  @Test
  void comeToAnEnd() throws InterruptedException {
    place.corner().engine().deploy(Bpmn.oneTask("one", "bitrix24"));
    place.start();
    List<ObjectNode> tasks =
        Stream.generate(() -> place.taskMessage("one", Map.of("text", variable())))
            .limit(20)
            .toList();
    for (int i = 0; i < ANSWERS; i++) {
      JsonNode task = tasks.get(random.nextInt(tasks.size()));
      place.corner().broker().send(Answering.RESPONSES, damaged(answer(task)));
    }
    Eventually.that("an end of all answers", LIMIT, () -> ended() >= ANSWERS, this::outcomes);
    assertEquals(ANSWERS, ended(), this::outcomes);
    assertEquals(0, place.worker().status().value(AnswerOutcome.NOT_HANDLED), "own failures");
    JsonNode good = place.taskMessage("one");
    place.send(Answering.ticket(good));
    place.awaitCompleted(good);
  }

  private static Map<String, Object> variable() {
    return Map.of("type", "String", "value", "Заказ № 1");
  }

  private long ended() {
    return place.corner().broker().ready(Answering.ERRORS)
        + Stream.of(
                AnswerOutcome.COMPLETED,
                AnswerOutcome.FAILURE_REPORTED,
                AnswerOutcome.BPMN_ERROR_REPORTED,
                AnswerOutcome.ALREADY_DONE)
            .mapToLong(place.worker().status()::value)
            .sum();
  }

  private String outcomes() {
    return Arrays.stream(AnswerOutcome.values())
        .map(outcome -> outcome + " " + place.worker().status().value(outcome))
        .toList()
        .toString();
  }

  /** An answer of either contract, to a task that there is, or was, or never was. */
  private ObjectNode answer(JsonNode task) {
    ObjectNode about = task.deepCopy();
    if (random.nextBoolean()) {
      about.put("task_id", UUID.randomUUID().toString());
    }
    return switch (random.nextInt(4)) {
      case 0 -> withVariables(Answering.older(about, "complete"));
      case 1 -> withVariables(Answering.failure(about, 1, 1_000));
      case 2 -> withVariables(Answering.older(about, "bpmn_error").put("error_code", "E1"));
      default -> Answering.ticket(about);
    };
  }

  private static ObjectNode withVariables(ObjectNode answer) {
    ObjectNode variables = answer.putObject("variables");
    variables.put("total", 12.5);
    variables.putObject("date").put("value", "2026-01-01T00:00:00.000+0000").put("type", "Date");
    variables.putObject("order").putArray("lines").add(1).add("два").addNull();
    return answer;
  }

  private byte[] damaged(ObjectNode answer) {
    String text = Json.write(answer);
    if (random.nextInt(3) > 0) {
      int strange = random.nextInt(Samples.STRANGE.size());
      text = Samples.withValue(text, random.nextInt(), Samples.STRANGE.get(strange));
    }
    if (random.nextInt(3) == 0) {
      text = text.substring(0, at(text)) + TOKENS.get(random.nextInt(TOKENS.size()));
    } else if (random.nextInt(3) == 0) {
      int place = at(text);
      text = text.substring(0, place) + text.substring(Math.max(place, at(text)));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(20) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private int at(String text) {
    return random.nextInt(text.length() + 1);
  }
}
