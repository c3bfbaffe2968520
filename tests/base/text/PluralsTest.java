package tests.base.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Project;

/**
 * No text has a number beside a noun of its own: every count goes through the nouns, which have all
 * their plurals.
 */
@Tag("unit")
class PluralsTest {

  /** A plural right behind a number, and the keys where what stands before it is no number. */
  private static final Pattern ENGLISH =
      plural(
          "[0-9]?\\$?,?[sd] (?:more |other |further )?(?:messages|queues|tasks|bytes|characters"
              + "|consumers|rows|errors|seconds|instances|processes|versions|incidents|attempts"
              + "|connections|threads|objects|levels|topics|bindings|files|lines|hours|days|minutes"
              + "|workers|definitions|times|rules|checks|entries|values|headers|settings|systems)");

  private static final Pattern RUSSIAN =
      plural(
          "[0-9]?\\$?,?[sd] (?:ещё |других"
              + " )?(?:сообщени[йя]|очеред(?:ей|и)|задачи?|байта?|символ(?:ов|а)"
              + "|потребител(?:ей|я)|строки?|ошиб(?:ок|ки)|секунды?|ответ(?:ов|а)|экземпляров"
              + "|процессов|верси[йи]|инцидент(?:ов|а)|попыт(?:ок|ки)|соединени[йя]|объект(?:ов|а)"
              + "|уровн(?:ей|я)|топик(?:ов|а)|привяз(?:ок|ки)|файл(?:ов|а)|час(?:ов|а)|дн(?:ей|я)"
              + "|минуты?|определени[йя]|правил|проверо?к|значени[йя]|заголовк(?:ов|а))");

  private static Pattern plural(String words) {
    return Pattern.compile("%" + words + "(?![\\p{L}=])");
  }

  /** The most a name may have is always the same number. */
  private static final Set<String> NO_COUNT = Set.of("config.allowed.broker_name");

  private static Stream<Path> bundles(String language) {
    return Stream.of("lib", "texts")
        .flatMap(PluralsTest::files)
        .filter(file -> file.toString().endsWith("_" + language + ".properties"));
  }

  private static Stream<Path> files(String folder) {
    try (Stream<Path> found = Files.walk(Project.home().resolve(folder))) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path bundle) {
    try {
      return Files.readAllLines(bundle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> counted(String language, Pattern pattern) {
    List<String> found = new ArrayList<>();
    bundles(language)
        .flatMap(bundle -> lines(bundle).stream())
        .filter(line -> !line.startsWith("noun.") && !line.startsWith("#"))
        .filter(line -> NO_COUNT.stream().noneMatch(line::startsWith))
        .forEach(
            line -> {
              Matcher matcher = pattern.matcher(line);
              if (matcher.find()) {
                found.add(matcher.group() + " in: " + line);
              }
            });
    return found;
  }

  @Test
  void noTextCountsByItself() {
    assertThat(counted("en", ENGLISH)).isEmpty();
    assertThat(counted("ru", RUSSIAN)).isEmpty();
  }

  /** So that this test can fail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.y = holds %s messages",
        "x.y = %1$s more characters",
        "x.y = %,d tasks",
        "x.y = в очереди %s сообщений",
        "x.y = %2$s байт",
        "x.y = ещё %d задач, и"
      })
  void aCountBesideANounIsSeen(String line) {
    assertThat(ENGLISH.matcher(line).find() || RUSSIAN.matcher(line).find()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, many, many", "1, one, one", "2, few, many", "4, few, many", "5, many, many",
    "11, many, many", "14, many, many", "21, one, many", "22, few, many", "100, many, many",
    "101, one, many", "111, many, many", "1002, few, many", "1011, many, many"
  })
  void everyNounHasItsPlurals(long number, String russian, String english) {
    for (String noun : nouns()) {
      check(Texts.load(Language.RU), noun, number, russian);
      check(Texts.load(Language.EN), noun, number, english);
    }
  }

  private static void check(Texts texts, String noun, long number, String form) {
    String expected = texts.get("noun." + noun + "." + form, Texts.number(number));
    assertEquals(expected, texts.count(noun, number));
  }

  private static Set<String> nouns() {
    Set<String> nouns = new TreeSet<>();
    Pattern key = Pattern.compile("noun\\.(\\w+)\\.\\w+ = .*");
    bundles("ru")
        .flatMap(bundle -> lines(bundle).stream())
        .map(key::matcher)
        .filter(Matcher::matches)
        .forEach(matcher -> nouns.add(matcher.group(1)));
    assertThat(nouns).contains("message", "queue", "byte", "character");
    return nouns;
  }
}
