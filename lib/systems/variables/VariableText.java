package lib.systems.variables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Process variables as a person writes them: either {@code name=value,name:Type=value}, split at
 * commas outside quotes, brackets and braces, or a JSON object.
 */
public final class VariableText {

  private final Map<String, ObjectNode> variables = new LinkedHashMap<>();

  /** No variables yet. */
  public VariableText() {}

  /**
   * The variables of a text; blank text has none.
   *
   * @return by name, each {@code {value, type}}, in the order of the text
   * @throws VariableException if anything in it is not right
   */
  public static Map<String, ObjectNode> parse(String text) {
    return new VariableText().add(text).variables();
  }

  /**
   * Adds the variables of a text to those that are there.
   *
   * @throws VariableException if anything in it is not right, or if a name is there already
   */
  public VariableText add(String text) {
    Slice stripped = Slice.of(text).strip();
    if (stripped.isEmpty()) {
      return this;
    }
    if (stripped.at(0) == '{' || stripped.at(0) == '[') {
      JsonText.members(
          stripped,
          (name, value, place) -> {
            requireName(name, place, "variables.no_json_name");
            put(name, JsonVariable.of(value, place), place);
          });
    } else {
      parts(stripped).forEach(this::addPart);
    }
    return this;
  }

  /** By name, each {@code {value, type}}, in the order of the text. */
  public Map<String, ObjectNode> variables() {
    return Collections.unmodifiableMap(variables);
  }

  private void put(String name, ObjectNode variable, Slice place) {
    if (variables.putIfAbsent(name, variable) != null) {
      throw place.wrong("variables.twice", name);
    }
  }

  private static void requireName(String name, Slice place, String complaint) {
    if (name.isBlank()) {
      throw place.wrong(complaint);
    }
  }

  private static List<Slice> parts(Slice text) {
    List<Slice> parts = new ArrayList<>();
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      if (Enclosure.opensAt(text, i)) {
        i = Enclosure.end(text, i);
      } else if (text.at(i++) == ',') {
        parts.add(text.part(start, i - 1));
        start = i;
      }
    }
    parts.add(text.part(start, text.length()));
    return parts;
  }

  private void addPart(Slice untrimmed) {
    Slice part = untrimmed.strip();
    int equals = part.indexOf('=');
    if (part.isEmpty()) {
      throw part.wrong("variables.empty_part");
    }
    if (equals < 0) {
      String shown = part.length() <= 40 ? part.text() : part.part(0, 40).text() + "…";
      throw part.wrong("variables.no_equals", shown);
    }
    Slice name = part.part(0, equals).strip();
    ValueText value = new ValueText(part.part(equals + 1, part.length()).strip());
    VariableColumn declared = VariableColumn.of(name);
    requireName(declared.name(), part, "variables.no_name");
    put(declared.name(), declared.type().map(value::typed).orElseGet(value::guessed), part);
  }
}
