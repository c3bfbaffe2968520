package lib.base.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON as all of the system reads and writes it: exact numbers, non-ASCII text kept as it is. */
public final class Json {

  /** RabbitMQ's largest possible message; Jackson's own limit of 20 MB a string is too low. */
  private static final int LONGEST_STRING = 512 * 1024 * 1024;

  /**
   * The one shared mapper. Fractions are read as {@link java.math.BigDecimal}, so that a variable
   * passes through unchanged ({@code 1.10} stays {@code 1.10}); unknown fields are ignored. A
   * record's component {@code virtualHost} is the member {@code virtual_host}, in the record's
   * order.
   */
  public static final ObjectMapper MAPPER = mapper();

  private static final ObjectWriter PRETTY = MAPPER.writer(prettyPrinter());

  /** How Jackson names a place; its source is either withheld or the document itself. */
  private static final Pattern PLACE =
      Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)\\]", Pattern.DOTALL);

  /** What Jackson tells programmers: what they could set, and the names of its classes. */
  private static final Pattern HINT =
      Pattern.compile(
          "[:,]? (?:enable|from|not allowed as per) `[\\w.]+(?:\\(\\))?`(?: to allow)?"
              + "| \\(bound as `[\\w.$<>, ]+`\\)"
              + "| \\(of type [A-Z_]+\\)"
              + "| \\(not recognized as one since Feature '\\w+' not enabled for parser\\)"
              + "| \\(consider enabling `[\\w.]+` to allow [^()]*\\([^()]*\\)\\)");

  private Json() {}

  /** What is wrong with a document, in Jackson's words but without its source and Java's names. */
  public static String problem(JacksonException failure) {
    String words = PLACE.matcher(failure.getOriginalMessage()).replaceAll("line $1, column $2");
    return HINT.matcher(words).replaceAll("").replaceAll("\\s+", " ").strip();
  }

  private static ObjectMapper mapper() {
    var limits = StreamReadConstraints.builder().maxStringLength(LONGEST_STRING).build();
    var factory = JsonFactory.builder().streamReadConstraints(limits).build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .addModule(new Jdk8Module()) // Optional in records: empty is null
        .build();
  }

  /**
   * Writes piece by piece what {@link #pretty} would write at once, in UTF-8. Closing it flushes
   * the stream and leaves it open.
   *
   * @throws IOException if the stream cannot be written
   */
  public static JsonGenerator prettyGenerator(OutputStream target) throws IOException {
    return generator(target).setPrettyPrinter(prettyPrinter());
  }

  /** The same as {@link #prettyGenerator}, on one line. */
  public static JsonGenerator generator(OutputStream target) throws IOException {
    return MAPPER
        .getFactory()
        .createGenerator(target)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    var lines = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    var printer = new DefaultPrettyPrinter(separators);
    printer.indentObjectsWith(lines);
    printer.indentArraysWith(lines);
    return printer;
  }

  /** The text of an object's member; empty if it is missing or null. */
  public static Optional<String> text(JsonNode object, String member) {
    return Optional.ofNullable(object.path(member).asText(null));
  }

  /** Whether arrays and objects stand in one another more than so many times. */
  public static boolean isDeeperThan(int levels, JsonNode node) {
    if (!node.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (JsonNode child : node) {
      if (isDeeperThan(levels - 1, child)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A value on one line.
   *
   * @throws IllegalArgumentException if Jackson cannot write it
   */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not writable as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * A value indented by two spaces, laid out as Python's {@code json.dumps(value, indent=2)}.
   *
   * @throws IllegalArgumentException if Jackson cannot write it
   */
  public static String pretty(Object value) {
    try {
      return PRETTY.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not writable as JSON: " + e.getOriginalMessage(), e);
    }
  }
}
