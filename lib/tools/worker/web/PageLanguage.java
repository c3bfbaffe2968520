package lib.tools.worker.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.base.text.Language;

/** In which language somebody wants to read the page. */
final class PageLanguage {

  private PageLanguage() {}

  /**
   * That of the query ({@code lang=en}); else the one that the browser prefers; else the given one.
   *
   * @param query of the address; null if there is none
   * @param accepted the header {@code Accept-Language}; null if there is none
   */
  static Language of(String query, String accepted, Language otherwise) {
    List<String> parts = List.of(Optional.ofNullable(query).orElse("").split("&"));
    Optional<Language> wanted = named(code -> parts.contains("lang=" + code));
    return wanted
        .or(() -> preferred(accepted).flatMap(tag -> known(tag).stream()).findFirst())
        .orElse(otherwise);
  }

  /** Tags such as {@code ru-ru}, the most preferred first. */
  private static Stream<String> preferred(String accepted) {
    try {
      return LanguageRange.parse(Optional.ofNullable(accepted).orElse("")).stream()
          .filter(range -> range.getWeight() > 0)
          .map(LanguageRange::getRange);
    } catch (IllegalArgumentException e) {
      return Stream.empty(); // No such header, or one that nobody could read.
    }
  }

  private static Optional<Language> known(String tag) {
    return named(code -> tag.equals(code) || tag.startsWith(code + "-"));
  }

  private static Optional<Language> named(Predicate<String> isCode) {
    return Arrays.stream(Language.values())
        .filter(language -> isCode.test(language.code()))
        .findFirst();
  }
}
