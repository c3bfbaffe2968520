package lib.tools.start.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import lib.base.text.Message;
import lib.systems.variables.VariableException;
import lib.systems.variables.VariableType;

/** What the two kinds of files have in common. */
final class Cells {

  /** The name of the column, or the member, with the business key. */
  static final String BUSINESS_KEY = "business_key";

  private Cells() {}

  /** What is said of a name that is too long; empty if it is not. */
  static Optional<Message> tooLong(String name) {
    return name.length() <= VariableType.LONGEST_NAME
        ? Optional.empty()
        : Optional.of(
            Message.of(
                "rows.long_name",
                Message.count("character", name.length()),
                VariableType.LONGEST_NAME,
                name));
  }

  /**
   * A variable of a row.
   *
   * @throws BadRow if it has no value of its type
   */
  static ObjectNode variable(long line, String name, Supplier<ObjectNode> value) {
    try {
      return value.get();
    } catch (VariableException e) {
      throw BadRow.of(line, Message.of("rows.bad_variable", name, e.reason()));
    }
  }
}
