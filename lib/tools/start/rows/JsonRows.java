package lib.tools.start.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.text.Message;
import lib.systems.variables.JsonText;
import lib.systems.variables.JsonVariable;
import lib.systems.variables.VariableException;

/** Rows as JSON objects, one a line: {@code {"business_key": "A", "variables": {"n": 1}}}. */
final class JsonRows implements RowReader {

  private static final String VARIABLES = "variables";
  private static final Set<String> MEMBERS = Set.of(Cells.BUSINESS_KEY, VARIABLES);

  private final BufferedReader text;
  private long line;

  JsonRows(BufferedReader text) {
    this.text = text;
  }

  @Override
  public Optional<Row> next() throws IOException {
    String written = text.readLine();
    line++;
    while (written != null && written.isBlank()) {
      written = text.readLine();
      line++;
    }
    return written == null ? Optional.empty() : Optional.of(row(written));
  }

  private Row row(String written) {
    JsonNode object;
    try {
      object = JsonText.parse(written);
    } catch (VariableException e) {
      throw BadRow.of(line, e.reason());
    }
    if (!object.isObject()) {
      throw BadRow.of(line, Message.of("rows.no_object"));
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw BadRow.of(line, Message.of("rows.unknown_member", member.getKey()));
      }
    }
    return new Row(line, businessKey(object), variables(object));
  }

  private Optional<String> businessKey(JsonNode object) {
    if (!object.has(Cells.BUSINESS_KEY)) {
      return Optional.empty();
    }
    JsonNode key = object.path(Cells.BUSINESS_KEY);
    if (!key.isTextual()) {
      throw BadRow.of(line, Message.of("rows.business_key_no_text"));
    }
    return Optional.of(key.textValue());
  }

  private Map<String, ObjectNode> variables(JsonNode object) {
    JsonNode members = object.path(VARIABLES);
    if (!members.isMissingNode() && !members.isObject()) {
      throw BadRow.of(line, Message.of("rows.variables_no_object"));
    }
    Map<String, ObjectNode> variables = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      String name = member.getKey();
      if (name.isBlank()) {
        throw BadRow.of(line, Message.of("rows.no_name"));
      }
      variables.put(name, Cells.variable(line, name, () -> JsonVariable.of(member.getValue())));
    }
    return variables;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
