package tests.base.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON keeps what it is given. */
@Tag("unit")
class JsonTest {

  private static final ObjectReader STRICT =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  @Test
  void numbersAndTextPassThroughUnchanged() throws Exception {
    String text =
        "{\"a\":1.10,\"b\":12345678901234567890.123456789,\"c\":9223372036854775808,"
            + "\"d\":\"Привет 🐰\",\"e\":null}";
    assertEquals(text, Json.write(Json.MAPPER.readTree(text)));
  }

  @Test
  void prettyTextIsLaidOutAsPythonDoesIt() {
    var value = new LinkedHashMap<String, Object>();
    value.put("имя", "значение");
    value.put("list", List.of(1, Map.of()));
    value.put("empty", List.of());
    assertEquals(
        """
        {
          "имя": "значение",
          "list": [
            1,
            {}
          ],
          "empty": []
        }\
        """,
        Json.pretty(value));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsWrongIsSaidWithoutNamesOfJava(String text, String words) {
    var e = assertThrows(JacksonException.class, () -> STRICT.readTree(text));
    String problem = Json.problem(e);
    assertThat(problem)
        .contains(words)
        .doesNotContain("`", "Feature", "ALLOW", "Constraints", "START_", "jackson", "()")
        .doesNotMatch(".*[:,(]|.*\\s[,.)].*");
  }

  private static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("NaN", "Non-standard token 'NaN'"),
        Arguments.of("-Infinity", "Non-standard token '-Infinity'"),
        Arguments.of("[+1]", "plus signs"),
        Arguments.of("[.5]", "'.'"),
        Arguments.of("[01]", "Leading zeroes not allowed"),
        Arguments.of("// x", "maybe a (non-standard) comment?"),
        Arguments.of("/* x */ 1", "maybe a (non-standard) comment?"),
        Arguments.of("# x", "'#'"),
        Arguments.of("[1] 2", "found after value"),
        Arguments.of("[1] {}", "found after value"),
        Arguments.of("\u001e{}", "Illegal character"),
        Arguments.of("\"\n\"", "Illegal unquoted character"),
        Arguments.of("{'a': 1}", "double-quote"),
        Arguments.of("{a: 1}", "'a'"),
        Arguments.of("{\"a\": 1, \"a\": 2}", "Duplicate field 'a'"),
        Arguments.of("[1,]", "']'"),
        Arguments.of("\"\\x\"", "Unrecognized character escape"),
        Arguments.of("tru", "Unrecognized token 'tru'"),
        Arguments.of("{\"a\": [1", "start marker at line 1, column 7"),
        Arguments.of("[".repeat(1001), "exceeds the maximum allowed (1000)"),
        Arguments.of("1".repeat(1001), "exceeds the maximum allowed (1000)"),
        Arguments.of("{\"" + "n".repeat(60_000) + "\": 1}", "the maximum allowed (50000)"));
  }

  @Test
  void whatCannotBeWrittenIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
  }
}
