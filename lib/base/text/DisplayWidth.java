package lib.base.text;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many columns of a terminal a text takes: two for most East Asian characters and for emoji,
 * none for what is drawn onto the character before it. Neither the JDK nor picocli knows it:
 * picocli's columns count CJK characters twice, but an emoji or a combining accent once.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode, East Asian Width</a>
 */
public final class DisplayWidth {

  public static final String ELLIPSIS = "…";

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int EMOJI_PRESENTATION = 0xFE0F;

  /** Nobody's name needs more on one character; some are made to overflow a screen. */
  private static final int MOST_MARKS = 4;

  /** The wide ones, in their order. */
  private static final int[][] WIDE =
      ranges(
          """
          1100-115F 231A-231B 2329-232A 23E9-23EC 23F0 23F3 25FD-25FE 2614-2615 2648-2653 267F
          2693 26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE 26D4 26EA 26F2-26F3 26F5 26FA 26FD 2705
          270A-270B 2728 274C 274E 2753-2755 2757 2795-2797 27B0 27BF 2B1B-2B1C 2B50 2B55
          2E80-303E 3041-A4CF A960-A97F AC00-D7A3 F900-FAFF FE30-FE6F FF01-FF60 FFE0-FFE6
          16FE0-18DFF 1AFF0-1B2FF 1F004 1F0CF 1F18E 1F191-1F19A 1F1E6-1F1FF 1F200-1F320
          1F32D-1F335 1F337-1F37C 1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4
          1F3F8-1F43E 1F440 1F442-1F4FC 1F4FF-1F53D 1F54B-1F567 1F57A 1F595-1F596 1F5A4
          1F5FB-1F64F 1F680-1F6C5 1F6CC 1F6D0-1F6D2 1F6D5-1F6DF 1F6EB-1F6EC 1F6F4-1F6FC
          1F7E0-1F7F0 1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA70-1FAFF 20000-3FFFD
          """);

  private DisplayWidth() {}

  private static int[][] ranges(String text) {
    return Stream.of(text.strip().split("\\s+"))
        .map(range -> Stream.of(range.split("-")).mapToInt(end -> Integer.parseInt(end, 16)))
        .map(IntStream::toArray)
        .toArray(int[][]::new);
  }

  /** Columns of a text that is {@link Printable#line} already. */
  public static int of(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      width += width(text, at, end);
      at = end;
    }
    return width;
  }

  /** The text, or as much of it as fits with an ellipsis behind it. */
  public static String cut(String text, int columns) {
    int width = 0;
    int kept = 0;
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      width += width(text, at, end);
      if (width > columns) {
        return columns < 1 ? "" : text.substring(0, kept).stripTrailing() + ELLIPSIS;
      }
      kept = width < columns ? end : kept;
      at = end;
    }
    return text;
  }

  /** A text without piles of marks on one character. */
  public static String tamed(String text) {
    if (text.codePoints().noneMatch(DisplayWidth::isMark)) {
      return text;
    }
    var tamed = new StringBuilder();
    int marks = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int character = text.codePointAt(at);
      marks = isMark(character) ? marks + 1 : 0;
      if (marks <= MOST_MARKS) {
        tamed.appendCodePoint(character);
      }
    }
    return tamed.toString();
  }

  /** Where the character that is seen at a place ends, with all that is drawn onto it. */
  private static int end(String text, int start) {
    int first = text.codePointAt(start);
    int end = start + Character.charCount(first);
    boolean flag = isFlag(first);
    while (end < text.length()) {
      int next = text.codePointAt(end);
      boolean joined = text.codePointBefore(end) == ZERO_WIDTH_JOINER;
      boolean secondOfFlag = flag && isFlag(next);
      boolean skin = next >= 0x1F3FB && next <= 0x1F3FF && isWide(first);
      if (!joined && !secondOfFlag && !skin && !isMark(next)) {
        break;
      }
      flag &= !secondOfFlag;
      end += Character.charCount(next);
    }
    return end;
  }

  private static int width(String text, int start, int end) {
    int first = text.codePointAt(start);
    if (isMark(first)) {
      return 0;
    }
    boolean emoji = text.substring(start, end).indexOf(EMOJI_PRESENTATION) > 0;
    return emoji || isWide(first) ? 2 : 1;
  }

  private static boolean isFlag(int character) {
    return character >= 0x1F1E6 && character <= 0x1F1FF;
  }

  /** Drawn onto the one before it, or not at all. */
  private static boolean isMark(int character) {
    if (character < 0x300) {
      return false;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> character == ZERO_WIDTH_JOINER || character >= 0x1160 && character <= 0x11FF;
    };
  }

  private static boolean isWide(int character) {
    if (character < WIDE[0][0]) {
      return false;
    }
    int low = 0;
    int high = WIDE.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (character > WIDE[middle][WIDE[middle].length - 1]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int[] range = WIDE[low];
    return character >= range[0] && character <= range[range.length - 1];
  }
}
