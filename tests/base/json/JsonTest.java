package tests.base.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JSON keeps what it is given. */
@Tag("unit")
class JsonTest {

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

  @Test
  void whatCannotBeWrittenIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
  }
}
