package tests.systems.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.systems.variables.VariableException;
import lib.systems.variables.VariableInput;
import lib.systems.variables.VariableText;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Process variables as people write them. */
@Tag("unit")
class VariableTextTest {

  private static final Texts ENGLISH = Texts.load(Language.EN);

  /** All variables as {@code name=value(Type)} with values in JSON, for short comparisons. */
  private static String parsed(String text) {
    return VariableText.parse(text).entrySet().stream()
        .map(e -> e.getKey() + "=" + shown(e.getValue()))
        .reduce((all, next) -> all + " " + next)
        .orElse("");
  }

  private static String shown(ObjectNode variable) {
    return Json.write(variable.get("value")) + "(" + variable.get("type").asText() + ")";
  }

  private static String complaint(String text) {
    var e = assertThrows(VariableException.class, () -> VariableText.parse(text));
    assertEquals(ExitCode.UNKNOWN, e.exitCode());
    return ENGLISH.get(e.userMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=John Doe|\"John Doe\"(String)",
        "a=john@example.com|\"john@example.com\"(String)",
        "a=30|30(Integer)",
        "a=-30|-30(Integer)",
        "a=007|7(Integer)",
        "a=0|0(Integer)",
        "a=2147483647|2147483647(Integer)",
        "a=2147483648|2147483648(Long)",
        "a=-2147483648|-2147483648(Integer)",
        "a=-2147483649|-2147483649(Long)",
        "a=9007199254740993|9007199254740993(Long)",
        "a=9223372036854775807|9223372036854775807(Long)",
        "a=9223372036854775808|\"9223372036854775808\"(String)",
        "a=40817810099910004312|\"40817810099910004312\"(String)",
        "a=+79161234567|\"+79161234567\"(String)",
        "a=95.5|95.5(Double)",
        "a=-95.5|-95.5(Double)",
        "a=1.|1.0(Double)",
        "a=.5|0.5(Double)",
        "a=1e5|100000.0(Double)",
        "a=-2.5E-3|-0.0025(Double)",
        "a=1e999|\"1e999\"(String)",
        "a=1.2.3|\"1.2.3\"(String)",
        "a=.|\".\"(String)",
        "a=-|\"-\"(String)",
        "a=e5|\"e5\"(String)",
        "a=true|true(Boolean)",
        "a=TRUE|true(Boolean)",
        "a=False|false(Boolean)",
        "a=yes|\"yes\"(String)",
        "a=null|null(Null)",
        "a=None|\"None\"(String)",
        "a=|\"\"(String)",
        "a=   |\"\"(String)",
        "a=b=c|\"b=c\"(String)",
        "a=http://x/?q=1&r=2|\"http://x/?q=1&r=2\"(String)",
        "a=Иван|\"Иван\"(String)",
        "a=😀|\"😀\"(String)",
        "a=O'Brien|\"O'Brien\"(String)",
        "a=5\"|\"5\\\"\"(String)",
        "a=\"007\"|\"007\"(String)",
        "a='true'|\"true\"(String)",
        "a=\"x, y\"|\"x, y\"(String)",
        "a='x, y'|\"x, y\"(String)",
        "a=say \"x, y\"|\"say \\\"x, y\\\"\"(String)",
        "a=\"say \\\"x\\\"\"|\"say \\\"x\\\"\"(String)",
        "a='C:\\dir\\'|\"C:\\\\dir\\\\\"(String)",
        "a={\"b\": [1, 2]}|\"{\\\"b\\\": [1, 2]}\"(Json)",
        "a=[1.10, \"]\", \"it's\"]|\"[1.10, \\\"]\\\", \\\"it's\\\"]\"(Json)",
        "a=[URGENT] call back|\"[URGENT] call back\"(String)",
        "a=x[1,2]|\"x[1,2]\"(String)",
        "a=:-]|\":-]\"(String)",
      })
  void theTypeFollowsFromTheValue(String text, String expected) {
    assertEquals("a=" + expected, parsed(text));
  }

  @Test
  void commasSeparateOutsideQuotesBracketsAndBraces() {
    assertEquals(
        "a=\"x, y\"(String) b=\"[1, {\\\"c\\\": \\\"],\\\"}]\"(Json) d=\"e\"(String) f=1(Integer)",
        parsed(" a=\"x, y\" , b=[1, {\"c\": \"],\"}],d = e,\nf=1\n"));
    assertEquals("a=\"[URGENT] call\"(String) b=1(Integer)", parsed("a=[URGENT] call, b=1"));
    assertEquals("a=\"O'Brien\"(String) b=\"it's\"(String)", parsed("a=O'Brien,b=it's"));
    assertEquals("a=\"5\\\"\"(String) b=\"6\\\"\"(String)", parsed("a=5\",b=6\""));
  }

  @Test
  void blankTextHasNoVariables() {
    assertEquals("", parsed(""));
    assertEquals("", parsed(" \n"));
    assertEquals("", parsed("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a:String=007|\"007\"(String)",
        "a:string=\"x\"|\"x\"(String)",
        "a:Long=5|5(Long)",
        "a:Long=\"5\"|5(Long)",
        "a:Short=-5|-5(Short)",
        "a:Integer=5|5(Integer)",
        "a:Double=5|5.0(Double)",
        "a:Double=1e5|100000.0(Double)",
        "a:Boolean=TRUE|true(Boolean)",
        "a:Json={\"b\": 1.10}|\"{\\\"b\\\": 1.10}\"(Json)",
        "a:Json=\"text\"|\"\\\"text\\\"\"(Json)",
        "a:Json='[1, 2]'|\"[1, 2]\"(Json)",
        "a:Json=null|\"null\"(Json)",
        "a:Null=|null(Null)",
        "a:Null=null|null(Null)",
        "a:Bytes=aGk=|\"aGk=\"(Bytes)",
        "a:Xml=<b c=\"1,2\"/>|\"<b c=\\\"1,2\\\"/>\"(Xml)",
        "a:Date=2026-01-31T10:20:30+03:00|\"2026-01-31T10:20:30.000+0300\"(Date)",
        "a:Date=2026-01-31 10:20Z|\"2026-01-31T10:20:00.000+0000\"(Date)",
        "a:Date=2026-01-31T10:20:30.5+0300|\"2026-01-31T10:20:30.500+0300\"(Date)",
        "a:Date=2026-01-31T10:20:30.123456789-05|\"2026-01-31T10:20:30.123-0500\"(Date)",
      })
  void aTypeCanBeGiven(String text, String expected) {
    assertEquals("a=" + expected, parsed(text));
  }

  @Test
  void aDateWithoutAnOffsetIsOfThisZone() {
    String midnight =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
            .format(LocalDate.of(2026, 1, 31).atStartOfDay(ZoneId.systemDefault()));
    assertEquals("a=\"" + midnight + "\"(Date)", parsed("a:Date=2026-01-31"));
  }

  @Test
  void jsonKeepsItsTypes() {
    assertEquals(
        "s=\"007\"(String) t=\"true\"(String) b=true(Boolean) i=1(Integer) l=2147483648(Long)"
            + " big=9007199254740993(Long) d=5.0(Double) e=1.10(Double) n=null(Null)"
            + " o=\"{\\\"a\\\":{\\\"b\\\":1.10}}\"(Json) l2=\"[1,\\\"Я\\\"]\"(Json)"
            + " k:Long=\"x\"(String)",
        parsed(
            """
            {"s": "007", "t": "true", "b": true, "i": 1, "l": 2147483648, "big": 9007199254740993,
             "d": 5.0, "e": 1.10, "n": null, "o": {"a": {"b": 1.10}}, "l2": [1, "Я"], "k:Long": "x"}
            """));
  }

  @Test
  void objectsThatSayTheirTypeAreTakenAsTheyAre() {
    String text =
        """
        {"x": {"value": "1", "type": "Long"},
         "f": {"value": "aGk=", "type": "file", "valueInfo": {"filename": "x.txt"}}}
        """;
    assertEquals(
        "{\"x\":{\"value\":\"1\",\"type\":\"Long\"},\"f\":{\"value\":\"aGk=\",\"type\":\"file\","
            + "\"valueInfo\":{\"filename\":\"x.txt\"}}}",
        Json.write(VariableText.parse(text)));
  }

  @Test
  void jsonInsideATypedObjectBecomesTheTextThatTheEngineWants() {
    assertEquals(
        "d=\"{\\\"value\\\":5,\\\"type\\\":\\\"percent\\\"}\"(Json)",
        parsed("{\"d\": {\"value\": {\"value\": 5, \"type\": \"percent\"}, \"type\": \"Json\"}}"));
  }

  @Test
  void anObjectWithMoreThanValueAndTypeIsData() {
    assertThat(parsed("{\"d\": {\"value\": 5, \"type\": \"Long\", \"x\": 1}}")).endsWith("(Json)");
    assertThat(parsed("{\"d\": {\"value\": 5}}")).endsWith("(Json)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=x|no variable name before \"=\" (column 1)",
        "a=1, =x|no variable name before \"=\" (column 6)",
        ":Long=1|no variable name before \"=\" (column 1)",
        "a|no \"=\" in \"a\"",
        "a=Doe, John|(column 8)",
        "a=1,|nothing between the commas (column 5)",
        "a=1,,b=2|nothing between the commas (column 5)",
        "a=1,a=2|variable a is given twice (column 5)",
        "a=1,b=\"x|the quote \" is not closed (column 7)",
        "a=it is '90s|the quote ' is not closed (column 9)",
        "a=1,b=[1,c=2|the bracket [ is not closed (column 7)",
        "a={\"b\": [1}|bracket } instead of ] (column 11)",
        "a={b}|broken JSON",
        "a=[URGENT]|broken JSON: Unrecognized token 'URGENT'",
        "a:Foo=1|unknown type \"Foo\"; there are Boolean, Bytes, Date",
        "я:Foo=1|(column 3)",
        "😀:Foo=1|(column 3)",
        "a:=1|unknown type \"\"",
        "a:Long=x|\"x\" is not a whole number or does not fit into type Long (column 8)",
        "a:Long=|is not a whole number",
        "a:Short=40000|does not fit into type Short",
        "a:Integer=2147483648|does not fit into type Integer",
        "a:Long=9223372036854775808|does not fit into type Long",
        "a:Double=x|is not a number of type Double",
        "a:Boolean=ja|neither true nor false",
        "a:Date=31.01.2026|\"31.01.2026\" is not a date; write, for example, 2026-01-31",
        "a:Date=2026-02-30|is not a date",
        "a:Bytes=???|is not Base64",
        "a:Null=x|type Null has no value",
        "a:File=x|can be given as JSON only",
        "a:Json=x|broken JSON",
        "a:Json=|no JSON value",
        "[1]|a JSON object with variables is needed: {\"name\": value} (column 1)",
        "{\"a\": 1|broken JSON: Unexpected end-of-input",
        "{\"a\": x}|broken JSON: Unrecognized token 'x'",
        "{a: 1}|(column 2)",
        "{\"a\": 1} x|(column 1",
        "{\"a\": 1, \"a\": 2}|Duplicate",
        "{\"a\": {\"b\": 1, \"b\": 2}}|Duplicate field 'b'",
        "{\"\": 1}|a variable has the empty name \"\"; put its name between the quotes (column 2)",
        "{\"a\": 1, \" \": 2}|a variable has the empty name",
        "=1|there is no variable name before \"=\"",
        ":Long=1|there is no variable name before \"=\"",
        "{\"a\": 9223372036854775808}|the number does not fit into type Long; give it as text"
            + " (column 2)",
        "{\"a\": 1e999}|does not fit into type Double",
        "{\"b\": 1, \"a\": {\"value\": 1, \"type\": \"Foo\"}}|unknown type \"Foo\"",
      })
  void whatIsWrongIsSaidAndWhere(String text, String expected) {
    String complaint = complaint(text);
    assertThat(complaint).contains(expected);
    assertTrue(complaint.matches("(?s).*\\((line \\d+, )?column \\d+\\)\\."), complaint);
  }

  @Test
  void inSeveralLinesTheLineIsSaid() {
    assertThat(complaint("a=1,\nb:Foo=2")).endsWith("(line 2, column 3).");
    assertThat(complaint("{\n  \"a\": 1,\n  \"b\": x\n}")).contains("(line 3, column ");
  }

  @Test
  void severalTextsAddUp() {
    var texts = new VariableText().add("a=1").add("{\"b\": 2}");
    assertEquals(List.of("a", "b"), List.copyOf(texts.variables().keySet()));
    assertThrows(VariableException.class, () -> texts.add("b=3"));
  }

  @Test
  void aMegabyteIsQuick() {
    String big = "x,".repeat(500_000);
    assertEquals(big, VariableText.parse("a=\"" + big + "\"").get("a").get("value").asText());
    String digits = "9".repeat(1_000_000);
    assertEquals("String", VariableText.parse("a=" + digits).get("a").get("type").asText());
  }

  /** Where the text comes from. */
  @Nested
  class Input {

    @TempDir private Path folder;

    private VariableInput input(String stdin) {
      InputStream stream = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
      return new VariableInput(folder, stream);
    }

    private String complaint(String stdin, String option) {
      var e = assertThrows(VariableException.class, () -> input(stdin).text(option));
      return ENGLISH.get(e.userMessage());
    }

    @Test
    void textIsTextAndADashIsStdin() {
      assertEquals("a=1", input("b=2").text("a=1"));
      assertEquals("b=2\n", input("b=2\n").text("-"));
    }

    @Test
    void anAtSignNamesAFileInTheCurrentFolder() throws IOException {
      Files.writeString(folder.resolve("v.txt"), "\uFEFFa=Я");
      assertEquals("a=Я", input("").text("@v.txt"));
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
      assertEquals(
          "The variables cannot be read: cannot read no.json: there is no such file.",
          complaint("", "@no.json"));
      Files.write(folder.resolve("v.txt"), new byte[] {'a', '=', (byte) 0xE9});
      assertThat(complaint("", "@v.txt")).contains("file v.txt is not UTF-8");
      Files.writeString(folder.resolve("empty"), "\n");
      assertThat(complaint("", "@empty")).contains("empty is empty");
      assertThat(complaint("", "-")).contains("is empty");
      assertThat(complaint("", "@.")).contains("cannot read .");
    }
  }

  @Test
  void everyVariableHasTypeAndValueOnly() {
    Map<String, ObjectNode> variables = VariableText.parse("a=1,b=x,c=null");
    variables.values().forEach(v -> assertEquals(2, v.size(), v.toString()));
  }

  /** As in text of the form {@code name:Date=...}; the engine itself takes one format only. */
  @ParameterizedTest
  @CsvSource({
    "2026-12-01T10:00:00Z, 2026-12-01T10:00:00.000+0000",
    "2026-12-01T10:00:00+03:00, 2026-12-01T10:00:00.000+0300",
    "2026-12-01T10:00:00.123456Z, 2026-12-01T10:00:00.123+0000",
    "2026-12-01T10:00:00.000+0300, 2026-12-01T10:00:00.000+0300"
  })
  void aDateInTypedJsonGetsTheEnginesFormat(String written, String sent) {
    String json = "{\"due\":{\"value\":\"%s\",\"type\":\"Date\"}}".formatted(written);
    assertEquals("due=\"" + sent + "\"(Date)", parsed(json));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"tomorrow\"', Date, is not a date",
    "1e400, Double, type Double",
    "9223372036854775808, Long, type Long",
    "2147483648, Integer, type Integer",
    "-32769, short, type Short"
  })
  void whatDoesNotFitTheTypeOfTypedJsonIsRefusedByName(String value, String type, String words) {
    String json = "{\"a\":{\"value\":%s,\"type\":\"%s\"}}".formatted(value, type);
    assertThat(complaint(json)).contains(words);
  }

  @Test
  void typedJsonMayBeNothingOrLeftToTheEngine() {
    String json =
        "{\"a\":{\"value\":null,\"type\":\"Date\"},\"b\":{\"value\":\"5\",\"type\":\"LONG\"}}";
    assertEquals("a=null(Date) b=\"5\"(Long)", parsed(json));
  }

  @Test
  void brokenJsonIsToldInWordsForPeople() {
    for (String text : List.of("{\"a\": 1", "{\"a\": [1, 2", "{\"a\" 1}", "{\"a\": tru}")) {
      String words = complaint(text);
      assertTrue(!words.contains("REDACTED") && !words.contains("Source"), words);
    }
  }
}
