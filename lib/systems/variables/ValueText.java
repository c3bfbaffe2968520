package lib.systems.variables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;

/** The value behind the {@code =} of {@code name=value} or {@code name:Type=value}, or a cell. */
final class ValueText {

  private final Slice text;
  private final boolean enclosed;
  private final boolean cell;

  ValueText(Slice text) {
    this(text, Enclosure.isAllOf(text), false);
  }

  private ValueText(Slice text, boolean enclosed, boolean cell) {
    this.text = text;
    this.enclosed = enclosed;
    this.cell = cell;
  }

  /** What stands in a cell of a table, whose quotes are text; only JSON is enclosed. */
  static ValueText ofCell(Slice text) {
    boolean json = !text.isEmpty() && (text.at(0) == '{' || text.at(0) == '[');
    return new ValueText(text, json && Enclosure.isAllOf(text), true);
  }

  /** What stands in a cell whose type is known: nothing in it needs marks. */
  static ValueText ofTypedCell(Slice text) {
    return new ValueText(text, false, true);
  }

  /** Typed by what it looks like; what looks like nothing else is a String. */
  ObjectNode guessed() {
    if (enclosed) {
      return isQuoted() ? string() : json();
    }
    String plain = text.text();
    if (cell && plain.matches("-?0\\d+")) {
      return string(); // A code: nobody can put quotes around it to keep its zeros.
    }
    if (plain.equals("null")) {
      return TypedValue.ofNull();
    }
    if (isTruthValue(plain)) {
      return TypedValue.of(Boolean.parseBoolean(plain));
    }
    Optional<BigInteger> whole = Numbers.whole(plain);
    if (whole.filter(number -> Numbers.fits(number, Long.SIZE)).isPresent()) {
      boolean small = Numbers.fits(whole.get(), Integer.SIZE);
      return TypedValue.of(small ? VariableType.INTEGER : VariableType.LONG, whole.get());
    }
    // Bank accounts have 20 digits: what no number type holds exactly stays text.
    return Numbers.fraction(plain).map(TypedValue::of).orElseGet(this::string);
  }

  /**
   * Of the type that was asked for.
   *
   * @throws VariableException if it is not of that type
   */
  ObjectNode typed(VariableType type) {
    return switch (type) {
      case STRING -> string();
      case XML -> TypedValue.of(type, plain());
      case JSON -> json();
      case BOOLEAN -> truthValue();
      case SHORT -> whole(type, Short.SIZE);
      case INTEGER -> whole(type, Integer.SIZE);
      case LONG -> whole(type, Long.SIZE);
      case DOUBLE -> fraction();
      case DATE ->
          EngineTime.of(plain(), ZoneId.systemDefault())
              .map(time -> TypedValue.of(type, time))
              .orElseThrow(() -> text.wrong("variables.no_date", excerpt()));
      case BYTES -> bytes();
      case NULL -> nothing();
      case FILE, OBJECT -> throw text.wrong("variables.json_only", type.engineName());
    };
  }

  private boolean isQuoted() {
    return enclosed && (text.at(0) == '"' || text.at(0) == '\'');
  }

  private String plain() {
    return isQuoted() ? Enclosure.unquoted(text) : text.text();
  }

  /** For a message: nobody wants to see a megabyte. */
  private String excerpt() {
    return text.length() <= 40 ? text.text() : text.part(0, 40).text() + "…";
  }

  private ObjectNode string() {
    return TypedValue.of(VariableType.STRING, plain());
  }

  /** The text is kept as it was written: numbers stay exact, names in their order. */
  private ObjectNode json() {
    boolean singleQuoted = isQuoted() && text.at(0) == '\'';
    Slice document = singleQuoted ? text.part(1, text.length() - 1) : text;
    JsonText.parse(document);
    return TypedValue.of(VariableType.JSON, document.text());
  }

  private static boolean isTruthValue(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  private ObjectNode truthValue() {
    if (!isTruthValue(plain())) {
      throw text.wrong("variables.no_boolean", excerpt());
    }
    return TypedValue.of(Boolean.parseBoolean(plain()));
  }

  private ObjectNode whole(VariableType type, int bits) {
    return Numbers.whole(plain())
        .filter(number -> Numbers.fits(number, bits))
        .map(number -> TypedValue.of(type, number))
        .orElseThrow(() -> text.wrong("variables.no_whole_number", excerpt(), type.engineName()));
  }

  private ObjectNode fraction() {
    return Numbers.fraction(plain())
        .or(() -> Numbers.whole(plain()).map(BigInteger::doubleValue))
        .map(TypedValue::of)
        .orElseThrow(() -> text.wrong("variables.no_number", excerpt()));
  }

  private ObjectNode bytes() {
    try {
      Base64.getDecoder().decode(plain().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw text.wrong("variables.no_base64", excerpt());
    }
    return TypedValue.of(VariableType.BYTES, plain().replaceAll("\\s", ""));
  }

  private ObjectNode nothing() {
    if (!text.isEmpty() && !text.text().equals("null")) {
      throw text.wrong("variables.not_null", excerpt());
    }
    return TypedValue.ofNull();
  }
}
