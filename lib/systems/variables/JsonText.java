package lib.systems.variables;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import lib.base.json.Json;
import lib.base.text.Message;

/** JSON that a person has written: mistakes are told with their place in the text. */
public final class JsonText {

  /** What is done with a member of an object. */
  @FunctionalInterface
  interface Member {
    /**
     * @param place where its name stands
     */
    void accept(String name, JsonNode value, Slice place);
  }

  private static final ObjectReader STRICT =
      Json.MAPPER
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /**
   * One JSON value of any kind, without names that stand twice in an object.
   *
   * @throws VariableException if it is broken
   */
  public static JsonNode parse(String text) {
    return parse(Slice.of(text));
  }

  static JsonNode parse(Slice text) {
    try {
      JsonNode value = STRICT.readTree(text.text());
      if (value.isMissingNode()) {
        throw text.wrong("variables.no_json");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw broken(text, e);
    }
  }

  /**
   * The members of an object, one after another.
   *
   * @throws VariableException if it is broken or no object
   */
  static void members(Slice text, Member member) {
    try (JsonParser parser = STRICT.createParser(text.text())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw text.wrong("variables.no_object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Slice place = at(text, parser.currentTokenLocation().getCharOffset());
        String name = parser.currentName();
        parser.nextToken();
        member.accept(name, Json.MAPPER.reader().readTree(parser), place);
      }
      if (parser.nextToken() != null) {
        throw at(text, parser.currentTokenLocation().getCharOffset()).wrong("variables.more_text");
      }
    } catch (JsonProcessingException e) {
      throw broken(text, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static VariableException broken(Slice text, JsonProcessingException e) {
    long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    String why = Json.problem(e);
    return at(text, offset).wrong(e, Message.of("variables.broken_json", why));
  }

  private static Slice at(Slice text, long offset) {
    return text.part((int) Math.max(0, Math.min(offset, text.length())), text.length());
  }
}
