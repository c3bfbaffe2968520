package tests.base.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Texts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Project;

/** Texts are found, filled in and counted in both languages. */
@Tag("unit")
class TextsTest {

  private final Texts russian = Texts.load(Language.RU);
  private final Texts english = Texts.load(Language.EN);

  /** Two clocks that differ make such lengths of what has a beginning and an end. */
  @ParameterizedTest
  @ValueSource(longs = {-1, -999, -5_000, -90_000, -7_200_000, -900_000_000_000L})
  void noLengthOfTimeIsNegative(long millis) {
    Duration time = Duration.ofMillis(millis);
    assertEquals("0 s", english.duration(time));
    assertEquals("0 s", english.age(time));
    assertEquals("0.000 s", english.exactDuration(time));
    assertEquals("0 с", russian.get("text.said", time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 сообщений",
        "1|1 сообщение",
        "2|2 сообщения",
        "4|4 сообщения",
        "5|5 сообщений",
        "11|11 сообщений",
        "12|12 сообщений",
        "14|14 сообщений",
        "21|21 сообщение",
        "22|22 сообщения",
        "111|111 сообщений",
        "112|112 сообщений",
        "1021|1,021 сообщение",
        "1234567|1,234,567 сообщений",
        "-1|-1 сообщение"
      })
  void russianHasThreePlurals(long number, String expected) {
    assertEquals(expected, russian.count("message", number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0 messages",
        "1|1 message",
        "2|2 messages",
        "21|21 messages",
        "1021|1,021 messages"
      })
  void englishHasTwoPlurals(long number, String expected) {
    assertEquals(expected, english.count("message", number));
  }

  @Test
  void aMessageInsideAMessageIsRenderedFirst() {
    var inner = Message.of("config.source.environment", "X");
    assertEquals(
        "environment variable X: unknown setting Y.",
        english.get(Message.of("config.unknown_key", inner, "Y")));
  }

  @Test
  void aCountedNounMayBeAnArgument() {
    assertEquals("❌ 3 очереди", russian.get(Message.of("text.error", Message.count("queue", 3))));
  }

  @Test
  void aMissingKeyIsAnErrorThatNamesKeyAndLanguage() {
    var error = assertThrows(IllegalArgumentException.class, () -> russian.get("no.such"));
    assertEquals("No text no.such in language ru", error.getMessage());
  }

  @Test
  void argumentsThatDoNotFitAreAnErrorThatNamesTheKey() {
    var error = assertThrows(IllegalArgumentException.class, () -> russian.get("text.error"));
    assertThat(error.getMessage()).contains("text.error");
  }

  @Test
  void aMissingBundleIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Texts.load(Language.RU, "no_such"));
  }

  @Test
  void aLanguageIsKnownByItsCodeInAnyCase() {
    assertEquals(Language.EN, Language.of("EN"));
    assertThrows(IllegalArgumentException.class, () -> Language.of("de"));
  }

  /** Every text bundle of the project. */
  @Nested
  class Bundles {

    private static final Pattern SPECIFIER = Pattern.compile("%(\\d+\\$)?[-,+0-9.]*[a-zA-Z%]");

    @Test
    void areThereInBothLanguages() throws IOException {
      assertThat(russianBundles())
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).exists())
          .allSatisfy(file -> assertThat(englishOf(file)).exists());
    }

    @Test
    void haveTheSameKeysInBothLanguages() throws IOException {
      for (Path file : russianBundles()) {
        assertEquals(load(file).keySet(), load(englishOf(file)).keySet(), Project.name(file));
      }
    }

    @Test
    void haveTheSameFormatSpecifiersInBothLanguages() throws IOException {
      for (Path file : russianBundles()) {
        assertEquals(specifiers(load(file)), specifiers(load(englishOf(file))), Project.name(file));
      }
    }

    @Test
    void haveNoEmptyTexts() throws IOException {
      for (Path file : russianBundles()) {
        assertFalse(load(file).containsValue(""), Project.name(file));
        assertFalse(load(englishOf(file)).containsValue(""), Project.name(file));
      }
    }

    private static List<Path> russianBundles() throws IOException {
      try (Stream<Path> files = Files.walk(Project.home())) {
        return files
            .filter(file -> file.toString().matches(".*_(ru|en)\\.properties"))
            .map(Bundles::russianOf)
            .distinct()
            .toList();
      }
    }

    /** A bundle of one language only is found as well. */
    private static Path russianOf(Path file) {
      return file.resolveSibling(
          file.getFileName().toString().replace("_en.properties", "_ru.properties"));
    }

    private static Path englishOf(Path file) {
      return file.resolveSibling(
          file.getFileName().toString().replace("_ru.properties", "_en.properties"));
    }

    private static Map<String, String> load(Path file) throws IOException {
      var properties = new Properties();
      properties.load(new StringReader(Project.read(file)));
      var texts = new TreeMap<String, String>();
      properties.stringPropertyNames().forEach(k -> texts.put(k, properties.getProperty(k)));
      return texts;
    }

    private static Map<String, List<String>> specifiers(Map<String, String> texts) {
      var specifiers = new TreeMap<String, List<String>>();
      texts.forEach(
          (key, text) ->
              specifiers.put(
                  key, SPECIFIER.matcher(text).results().map(r -> r.group()).sorted().toList()));
      return specifiers;
    }
  }
}
