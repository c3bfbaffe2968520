package lib.systems.messages;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What stands at the head of a file of messages.
 *
 * @param queue where they were
 * @param messages how many there are; -1 if the file does not tell
 * @param version of the format; 0 for the predecessor's
 */
public record ExportInfo(String queue, long messages, int version) {

  /** The version that is written now. */
  static final int CURRENT = 1;

  static ExportInfo of(JsonNode json) {
    return new ExportInfo(
        json.path("queue_name").asText(""),
        json.path("total_messages").asLong(-1),
        version(json.path("format_version")));
  }

  private static int version(JsonNode json) {
    if (json.isMissingNode()) {
      return 0;
    }
    if (!json.isIntegralNumber() || !json.canConvertToInt() || json.intValue() < 0) {
      throw new MalformedMessage("value", "format_version", json);
    }
    return json.intValue();
  }
}
