package lib.tools.worker.answers;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import lib.base.json.Json;
import lib.base.text.UnpackedText;
import lib.systems.camunda.EngineId;
import lib.tools.worker.servers.ErrorType;
import lib.tools.worker.status.Shown;

/**
 * Reads the two kinds of answers: {@code original_message} / {@code response_data} / {@code
 * processing_status}, and the older {@code task_id} / {@code response_type} / {@code worker_id}.
 */
final class AnswerReader {

  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final AnswerVariables variables;

  /**
   * @param returnOriginalVariables whether the variables of the task message are sent back
   */
  AnswerReader(boolean returnOriginalVariables) {
    this.variables = new AnswerVariables(returnOriginalVariables);
  }

  /** Deeper ones could be read, but not be put into an error message. */
  private static final int DEEPEST = 900;

  /** The body as JSON, whatever kind of JSON it is. */
  static JsonNode json(byte[] body) throws MalformedAnswer {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      JsonNode node = STRICT.readTree(body);
      if (node.isMissingNode()) {
        throw new MalformedAnswer(ErrorType.JSON_PARSE_ERROR, "the body is empty");
      }
      if (Json.isDeeperThan(DEEPEST, node)) {
        throw new MalformedAnswer(
            ErrorType.JSON_PARSE_ERROR, "the body has more than " + DEEPEST + " levels");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw new MalformedAnswer(
          ErrorType.JSON_PARSE_ERROR,
          UnpackedText.of(body, 1)
              .map(packed -> "the body is compressed (" + packed.method() + "); send it as it is")
              .orElse("the body is not UTF-8 text"));
    } catch (JacksonException e) {
      throw new MalformedAnswer(
          ErrorType.JSON_PARSE_ERROR, "the body is not JSON: " + Json.problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The task that an answer speaks of, empty if it names none. For error messages. */
  static Optional<String> taskIdOf(JsonNode message) {
    JsonNode id =
        message.hasNonNull("original_message")
            ? message.path("original_message").path("task_id")
            : message.path("task_id");
    return id.isValueNode() && !id.isNull() ? Optional.of(id.asText()) : Optional.empty();
  }

  /** The process instance that an answer speaks of, empty if it names none. For the log. */
  static Optional<String> instanceOf(JsonNode message) {
    return Json.text(message.path("original_message"), "process_instance_id");
  }

  Answer read(JsonNode message) throws MalformedAnswer {
    if (!message.isObject()) {
      throw new MalformedAnswer(
          ErrorType.JSON_PARSE_ERROR,
          "the body is not a JSON object but " + message.getNodeType().name().toLowerCase());
    }
    return message.has("response_type") && !message.hasNonNull("original_message")
        ? OlderContract.read(message)
        : current(message);
  }

  private Answer current(JsonNode message) throws MalformedAnswer {
    String taskId = harmlessTaskId(taskIdOf(message), "original_message.task_id");
    String status = message.path("processing_status").asText("");
    if (!status.equals("completed") && !status.equals("completed_by_tracker")) {
      throw new MalformedAnswer(
          ErrorType.UNSUPPORTED_STATUS,
          "processing_status is '"
              + Shown.text(status)
              + "'; known are completed, completed_by_tracker");
    }
    Map<String, ObjectNode> results = variables.of(message);
    var hidden = HiddenVariables.of(message.path("original_message"), results);
    return new Answer.Complete(taskId, results, Map.of(), hidden);
  }

  static String harmlessTaskId(Optional<String> named, String member) throws MalformedAnswer {
    String taskId = named.orElse("");
    if (taskId.isBlank()) {
      throw new MalformedAnswer(ErrorType.MISSING_TASK_ID, "there is no " + member);
    }
    if (!EngineId.isHarmless(taskId)) {
      throw new MalformedAnswer(
          ErrorType.MISSING_TASK_ID,
          member + " cannot be the id of a task: '" + Shown.text(taskId) + "'");
    }
    return EngineId.canonical(taskId);
  }
}
