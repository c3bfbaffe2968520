package lib.base.text;

/**
 * A text from outside made harmless for a terminal, a log and a monitor: what would steer them,
 * forge a line, turn the direction of reading or hide something is shown as the escape that Java
 * and JSON have for it, e.g. {@code \u001B}.
 *
 * <p>That holds for every control (C0, DEL, C1), the separators U+2028 and U+2029, invisible
 * formatting (bidirectional and zero-width characters, tags) and halves of surrogate pairs; the
 * joiner between two emoji stays. Cleaning twice changes nothing more. A backslash stays as it is,
 * so this is for eyes and cannot be undone; the characters of a JSON document keep their values.
 *
 * <p>{@link Texts} cleans the arguments of its formats, and output, log and error reports clean
 * what they write, so a caller has nothing to do.
 */
public final class Printable {

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int VARIATION_SELECTOR = 0xFE0F;

  private Printable() {}

  /** On one line: a line break is shown as {@code \n}, a tab as {@code \t}. */
  public static String line(String text) {
    return clean(text, false);
  }

  /** With its line breaks and tabs; those of Windows become plain ones. */
  public static String text(String text) {
    return clean(text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n"), true);
  }

  /**
   * On one line and not longer than that; what was left out is counted.
   *
   * @param longest in characters
   */
  public static String line(String text, int longest) {
    if (text.length() <= longest) {
      return line(text);
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return line(text.substring(0, end)) + "… (+" + (text.length() - end) + ")";
  }

  /**
   * The last place at which a text can be cut into pieces that are cleaned one by one: what belongs
   * together stays so.
   */
  public static int lastCut(CharSequence text) {
    int end = Math.max(0, text.length() - 1);
    while (end > 0 && belongTogether(text.charAt(end - 1), text.charAt(end))) {
      end--;
    }
    return end;
  }

  private static boolean belongTogether(char one, char next) {
    return Character.isHighSurrogate(one)
        || one == ZERO_WIDTH_JOINER
        || next == ZERO_WIDTH_JOINER
        || one == '\r';
  }

  private static String clean(String text, boolean severalLines) {
    StringBuilder cleaned = null;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      boolean kept = isHarmless(text, i, character) || severalLines && isLayout(character);
      if (!kept && cleaned == null) {
        cleaned = new StringBuilder(text.length() + 16).append(text, 0, i);
      }
      if (cleaned != null && kept) {
        cleaned.appendCodePoint(character);
      } else if (cleaned != null) {
        cleaned.append(shown(character));
      }
      i += Character.charCount(character);
    }
    return cleaned == null ? text : cleaned.toString();
  }

  private static boolean isLayout(int character) {
    return character == '\n' || character == '\t';
  }

  private static boolean isHarmless(String text, int at, int character) {
    if (character >= ' ' && character <= '~') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> character == ZERO_WIDTH_JOINER && joinsPictures(text, at);
      default -> true;
    };
  }

  private static boolean joinsPictures(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && isPicture(text.codePointBefore(at))
        && isPicture(text.codePointAt(at + 1));
  }

  private static boolean isPicture(int character) {
    int type = Character.getType(character);
    return character == VARIATION_SELECTOR
        || type == Character.OTHER_SYMBOL
        || type == Character.MODIFIER_SYMBOL;
  }

  private static String shown(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        var escapes = new StringBuilder();
        for (char unit : Character.toChars(character)) {
          escapes.append("\\u%04X".formatted((int) unit));
        }
        yield escapes.toString();
      }
    };
  }
}
