package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessDefinitions;

/**
 * The key of the process that a row belongs to. Most rows have it; the others have the id of the
 * definition, which is looked up once. Changes nothing.
 */
public final class DefinitionKeys {

  /** Instances have theirs since 7.23 only; user tasks and incidents have none. */
  private static final List<String> FIELDS = List.of("processDefinitionKey", "definitionKey");

  private static final List<String> ID_FIELDS = List.of("processDefinitionId", "definitionId");

  private final ProcessDefinitions definitions;
  private final Map<String, Optional<String>> known = new HashMap<>();

  public DefinitionKeys(ProcessDefinitions definitions) {
    this.definitions = definitions;
  }

  /**
   * The key; empty if the row belongs to no process (a task of a case or of nothing) or the user
   * may not see its definition.
   *
   * @param row of any list but that of the definitions
   */
  public Optional<String> of(JsonNode row) {
    return text(row, FIELDS)
        .or(() -> text(row, ID_FIELDS).flatMap(id -> known.computeIfAbsent(id, this::read)));
  }

  private static Optional<String> text(JsonNode row, List<String> fields) {
    return fields.stream()
        .map(field -> row.path(field).asText(""))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private Optional<String> read(String definitionId) {
    return definitions.find(definitionId).map(ProcessDefinition::key);
  }
}
