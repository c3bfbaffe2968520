package lib.systems.variables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A variable whose values stand in a column of a table, or behind an {@code =}.
 *
 * @param type of all its values; if empty, each has the type that it looks like
 */
public record VariableColumn(String name, Optional<VariableType> type) {

  /**
   * The column with a heading {@code name} or {@code name:Type}.
   *
   * @throws VariableException if there is no such type
   */
  public static VariableColumn of(String heading) {
    return of(Slice.of(heading).strip());
  }

  static VariableColumn of(Slice heading) {
    int colon = heading.lastIndexOf(':');
    if (colon < 0) {
      return new VariableColumn(heading.text(), Optional.empty());
    }
    Slice type = heading.part(colon + 1, heading.length()).strip();
    String name = heading.part(0, colon).strip().text();
    return new VariableColumn(name, Optional.of(type(type)));
  }

  private static VariableType type(Slice name) {
    return VariableType.of(name.text())
        .orElseThrow(() -> name.wrong("variables.unknown_type", name.text(), VariableType.names()));
  }

  /**
   * The variable of a cell. Quotes in it are text: a table has marks of its own for where a cell
   * begins and ends. A String of a column of that type is the cell as it is.
   *
   * @return {@code {value, type}}
   * @throws VariableException if the cell is not of the column's type
   */
  public ObjectNode value(String cell) {
    return type.map(known -> ValueText.ofTypedCell(Slice.of(cell)).typed(known))
        .orElseGet(() -> ValueText.ofCell(Slice.of(cell).strip()).guessed());
  }
}
