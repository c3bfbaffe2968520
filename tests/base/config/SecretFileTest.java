package tests.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lib.base.config.ConfigException;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file with a secret holds one line; whatever else it is gets a sentence of its own. */
@Tag("unit")
class SecretFileTest {

  @TempDir Path home;

  private Settings load(Path file) {
    Map<String, String> environment = Map.of("RABBITMQ_PASSWORD_FILE", file.toString());
    return Settings.load(new SettingsSources(Map.of(), environment, home, Optional.empty()));
  }

  private static String told(ConfigException failure, Language language) {
    return Texts.load(language).get(failure.userMessage());
  }

  private String told(Path file) {
    return told(assertThrows(ConfigException.class, () -> load(file)), Language.EN);
  }

  private Path file(String content) throws IOException {
    return Files.write(home.resolve("secret"), content.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t", "s3cr3t\n", "s3cr3t\r\n", "\uFEFFs3cr3t\r\n", "\n s3cr3t \n\n"})
  void oneLineIsTheSecretHoweverItEnds(String content) throws IOException {
    assertEquals("s3cr3t", load(file(content)).rabbit().password().value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t\nother", "a\r\nb\r\n", "a\n\nb"})
  void severalLinesAreRefusedWithoutShowingThem(String content) throws IOException {
    String told = told(file(content));
    assertThat(told).contains("RABBITMQ_PASSWORD_FILE", "more than one line").doesNotContain("s3c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF", " \r\n \r\n"})
  void anEmptyOneIsSaidToBeEmpty(String content) throws IOException {
    assertThat(told(file(content))).contains("RABBITMQ_PASSWORD_FILE", "is empty");
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/null, it is a device or a pipe",
    "/, it is a folder",
    "/nowhere/secret, there is no folder /nowhere",
    "/no-such-secret, there is no such file"
  })
  void whatIsNoFileIsSaidToBeNone(Path path, String why) {
    assertThat(told(path)).contains("RABBITMQ_PASSWORD_FILE", path.toString(), why);
  }

  @Test
  void theReasonIsRussianInRussian() {
    ConfigException failure = assertThrows(ConfigException.class, () -> load(Path.of("/dev/null")));
    assertEquals(
        "переменная окружения RABBITMQ_PASSWORD_FILE: файл из настройки RABBITMQ_PASSWORD_FILE не"
            + " прочитать (/dev/null): это устройство или канал.",
        told(failure, Language.RU));
  }
}
