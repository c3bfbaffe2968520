package lib.tools.start.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import lib.base.json.Json;
import lib.base.text.Message;

/**
 * The first line of a journal: which run it belongs to.
 *
 * @param journal of what it is the journal
 * @param content SHA-256 of the rows and the variables that all of them have
 * @param definitionId the version of the process that it was begun with
 */
@JsonInclude(Include.NON_ABSENT)
record JournalHead(
    String journal,
    String file,
    String content,
    long rows,
    String engine,
    String process,
    String definitionId,
    int version,
    Optional<String> tenantId) {

  static final String KIND = "start_process";

  /** Empty if it is none. */
  static Optional<JournalHead> of(JsonNode json) {
    if (!json.path("journal").asText().equals(KIND)) {
      return Optional.empty();
    }
    return Optional.of(
        new JournalHead(
            KIND,
            json.path("file").asText(),
            json.path("content").asText(),
            json.path("rows").asLong(),
            json.path("engine").asText(),
            json.path("process").asText(),
            json.path("definition_id").asText(),
            json.path("version").asInt(),
            Json.text(json, "tenant_id")));
  }

  /** What is not the same in another run; empty if it is the same run that goes on. */
  Optional<Message> difference(JournalHead other) {
    if (!engine.equals(other.engine)) {
      return Optional.of(Message.of("rows.other_engine", engine, other.engine));
    }
    if (!process.equals(other.process) || !tenantId.equals(other.tenantId)) {
      return Optional.of(Message.of("rows.other_process", named(), other.named()));
    }
    return content.equals(other.content)
        ? Optional.empty()
        : Optional.of(Message.of("rows.other_content", file));
  }

  private String named() {
    return process + tenantId.map(tenant -> " (" + tenant + ")").orElse("");
  }
}
