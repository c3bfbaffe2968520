package lib.base.text;

import java.util.Locale;

/** A language that the tools speak. */
public enum Language {
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

  /** The code in options, settings and resource names: {@code ru}, {@code en}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return code();
  }
}
