package lib.base.text;

import java.util.Locale;

/** A language that the tools speak. */
public enum Language implements Coded {
  RU,
  EN;

  /**
   * The language of a code such as {@code ru} or {@code EN}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static Language of(String code) {
    return switch (code.strip().toLowerCase(Locale.ROOT)) {
      case "ru" -> RU;
      case "en" -> EN;
      default -> throw new IllegalArgumentException("Not a language: " + code + " (ru or en)");
    };
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return code();
  }
}
