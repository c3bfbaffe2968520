package lib.systems.account;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.json.Json;

/**
 * The few members of a message's body that tell what it is about. The body is read once and nothing
 * else of it is kept: bodies are large, and there are many.
 */
final class BodyScan {

  private static final Set<String> WANTED =
      Set.of(
          "task_id",
          "topic",
          "type",
          "error_type",
          "response_type",
          "processing_status",
          "process_instance_id",
          "original_message.task_id",
          "original_message.process_instance_id",
          "error_info.type");

  private static final Set<String> ENTERED = Set.of("original_message", "error_info");

  private final Map<String, String> found = new HashMap<>();
  private boolean original;
  private boolean errorInfo;

  private BodyScan() {}

  /** Reads a body; of what is not a JSON object nothing is known. */
  static BodyScan of(byte[] body) {
    try (JsonParser parser = Json.MAPPER.getFactory().createParser(body)) {
      var scan = new BodyScan();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        scan.members(parser, "");
        return parser.nextToken() == null ? scan : new BodyScan();
      }
    } catch (IOException e) {
      // Not JSON to its end.
    }
    return new BodyScan();
  }

  private void members(JsonParser parser, String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      original |= name.equals("original_message") && value != JsonToken.VALUE_NULL;
      errorInfo |= name.equals("error_info") && value == JsonToken.START_OBJECT;
      if (value == JsonToken.START_OBJECT && ENTERED.contains(name)) {
        members(parser, name + ".");
      } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL && WANTED.contains(name)) {
        found.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
  }

  Optional<String> text(String member) {
    return Optional.ofNullable(found.get(member));
  }

  Optional<String> taskId() {
    return text("task_id");
  }

  /** An answer and an error message carry what they are about. */
  boolean hasOriginal() {
    return original;
  }

  Optional<String> originalTaskId() {
    return text("original_message.task_id");
  }

  /** What kind of error it is; a dash if it says that it is one, but not which. */
  Optional<String> errorType() {
    return text("error_info.type")
        .or(() -> text("error_type"))
        .or(() -> errorInfo ? Optional.of("-") : Optional.empty());
  }
}
