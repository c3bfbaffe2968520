package tests.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import lib.base.json.Json;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Printable;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from outside that can do no harm any more. */
@Tag("unit")
class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0xAD, 0x61C, 0x200B, 0x200E, 0x202A, 0x202E,
        0x2028, 0x2029, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xFFF9, 0xD800, 0xDC00
      })
  void whatSteersOrHidesIsShownAsItsEscape(int character) {
    String text = "a" + Character.toString(character) + "b";
    String expected = "a\\u%04Xb".formatted(character);
    assertEquals(expected, Printable.line(text));
    assertEquals(expected, Printable.text(text));
    assertEquals(expected, Printable.line(Printable.line(text)));
  }

  @Test
  void aTagBeyondTheFirstPlaneIsTwoEscapes() {
    assertEquals("\\uDB40\\uDC41", Printable.line(Character.toString(0xE0041)));
  }

  /** A document is printed in pieces of whatever size. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\r\nlines\r\n",
        "⚠️ 🟢 👩‍💻 ❤️‍🔥",
        "日本語日本語日本語日本語",
        "\u202Ea\u200D\u200Db\uD83D\uDC69\u200D\uD83D\uDCBB\uDB40\uDC41\uD800x\r"
      })
  void piecesAreCleanedAsTheWhole(String text) {
    for (int size = 1; size <= text.length(); size++) {
      var cleaned = new StringBuilder();
      var piece = new StringBuilder();
      for (int at = 0; at < text.length(); at += size) {
        piece.append(text, at, Math.min(at + size, text.length()));
        int end = Printable.lastCut(piece);
        cleaned.append(Printable.text(piece.substring(0, end)));
        piece.delete(0, end);
      }
      cleaned.append(Printable.text(piece.toString()));
      assertEquals(Printable.text(text), cleaned.toString(), "pieces of " + size);
    }
  }

  @Test
  void oneLineStaysOneAndSeveralStaySeveral() {
    assertEquals(
        "abc\\r\\n03:00:00 ERROR\\tforged", Printable.line("abc\r\n03:00:00 ERROR\tforged"));
    assertEquals("one\ntwo\tthree\\r", Printable.text("one\r\ntwo\tthree\r"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain ~",
        "Привет, мир",
        "⚠️ 🟢 👩‍💻 ❤️‍🔥",
        "C:\\new",
        "日本語",
        "e\u0301",
        "№ « » …"
      })
  void everythingElseIsLeftAlone(String text) {
    assertSame(text, Printable.line(text));
  }

  @Test
  void aJoinerThatJoinsNoPicturesHidesSomething() {
    assertEquals("pay\\u200Dpal", Printable.line("pay\u200Dpal"));
  }

  @Test
  void aLongTextIsCutBetweenCharactersAndSaysByHowMuch() {
    assertEquals("abc… (+3)", Printable.line("abcdef", 3));
    assertEquals("ab… (+3)", Printable.line("ab🟢c", 3));
    assertEquals("abc", Printable.line("abc", 3));
  }

  @Test
  void aJsonDocumentKeepsItsValues() throws Exception {
    String text = "\u001B[31m\u009B\u2028\u202E\uFEFF\n";
    String document = Printable.text(Json.pretty(java.util.Map.of("k", text)));
    assertEquals(text, Json.MAPPER.readTree(document).get("k").asText());
    assertEquals(3, document.lines().count());
    assertEquals(-1, document.indexOf('\u009B'));
  }

  @Test
  void argumentsOfTextsAreCleanedAndTheFormatsAreNot() {
    Texts texts = Texts.load(Language.EN, "sample_tool", "cli");
    String forged = "x\r\n03:00:00 ERROR \u001B[31m";
    assertEquals("❌ x\\r\\n03:00:00 ERROR \\u001B[31m", texts.get("text.error", forged));
    assertEquals(
        "❌ Unexpected argument: a\\u009Bb. The arguments are listed by --help.",
        texts.get(Message.of("text.error", Message.of("cli.unexpected_argument", "a\u009Bb"))));
  }

  @Test
  void lengthsOfTimeHaveTheirTwoLargestUnits() {
    Texts texts = Texts.load(Language.EN);
    assertEquals("3 d 4 h", texts.duration(Duration.ofHours(76).plusMinutes(59)));
    assertEquals("1 h 0 min", texts.duration(Duration.ofHours(1)));
    assertEquals("2 min 5 s", texts.exactDuration(Duration.ofSeconds(125)));
    assertEquals("25 s", texts.duration(Duration.ofMillis(25_999)));
    assertEquals("1.050 s", texts.exactDuration(Duration.ofMillis(1_050)));
    assertEquals("5 мин 1 с", Texts.load(Language.RU).duration(Duration.ofSeconds(301)));
  }
}
