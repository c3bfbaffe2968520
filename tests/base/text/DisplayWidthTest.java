package tests.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lib.base.text.DisplayWidth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of a terminal. */
@Tag("unit")
class DisplayWidthTest {

  @ParameterizedTest
  @CsvSource({
    "plain,5",
    "Заказ № 17,10",
    "注文,4",
    "한국어,6",
    "a\u0301e\u0301,2",
    "🚀,2",
    "👩‍💻,2",
    "👍🏽,2",
    "⚠️,2",
    "⚠,1",
    "🇷🇺🇩🇪,4",
    "Ｆｕｌｌ,8",
    "…,1"
  })
  void aTextTakesTheColumnsThatATerminalGivesIt(String text, int columns) {
    assertEquals(columns, DisplayWidth.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef,6,abcdef",
    "abcdef,5,abcd…",
    "注文番号,7,注文番…",
    "注文番号,6,注文…",
    "a\u0301b\u0301c\u0301d,3,a\u0301b\u0301…",
    "👩‍💻👩‍💻,3,👩‍💻…",
    "🇷🇺🇩🇪🇫🇷,5,🇷🇺🇩🇪…",
    "ab cdef,4,ab…",
    "ab,1,…"
  })
  void whatDoesNotFitEndsWithAnEllipsisBetweenTwoCharacters(String text, int room, String cut) {
    assertEquals(cut, DisplayWidth.cut(text, room));
  }

  @ParameterizedTest
  @ValueSource(strings = {"注🚀a\u0301🇷🇺👩‍💻xЖ", "ｆ\u0301🚀🚀한", "plain text of a few words"})
  void aCutTextNeverTakesMoreThanItsRoom(String text) {
    for (int room = 0; room < 30; room++) {
      int columns = DisplayWidth.of(DisplayWidth.cut(text, room));
      assertTrue(columns <= room, text + " in " + room + ": " + columns);
    }
  }

  @Test
  void aPileOfMarksOnOneCharacterIsMadeLower() {
    String pile = "Z" + "\u0301".repeat(500) + "b\u0301";
    assertEquals("Z\u0301\u0301\u0301\u0301b\u0301", DisplayWidth.tamed(pile));
  }
}
