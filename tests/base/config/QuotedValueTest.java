package tests.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** Quotes that became a part of a value are told of, without the value. */
@Tag("unit")
class QuotedValueTest {

  @TempDir Path home;

  private Settings load(Map<String, String> environment) {
    return Settings.load(new SettingsSources(Map.of(), environment, home, Optional.empty()));
  }

  private static List<String> told(Settings settings) {
    Texts texts = Texts.load(Language.EN);
    return settings.warnings().stream().map(texts::get).toList();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "camunda.worker_id, \"x-worker\"",
        "rabbitmq.password, 'p4nted'",
        "rabbitmq.username, \"\"",
        "routing.crm.queue, \"crm.queue\""
      })
  void aQuotedValueOfAPropertiesFileIsToldOf(String key, String value) throws IOException {
    Files.writeString(home.resolve("config.properties"), key + " = " + value + "\n");
    List<String> told = told(load(Map.of()));
    assertThat(told).hasSize(1);
    assertThat(told.get(0))
        .endsWith(
            "config.properties, line 1: the quotes around the value of "
                + key
                + " are a part of it here. Remove them unless they are meant.")
        .doesNotContain("x-worker", "p4nted");
  }

  @Test
  void soIsOneThatDockerHasTakenAsItStood() {
    List<String> told = told(load(Map.of("RABBITMQ_PASSWORD", "'p4nted'")));
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).contains("RABBITMQ_PASSWORD").doesNotContain("p4nted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "a\"b\"", "'a\"", "it's", "\"a\"b"})
  void otherQuotesAreNobodysMistake(String value) {
    Settings settings = load(Map.of("RABBITMQ_PASSWORD", value));
    assertEquals(List.of(), told(settings));
    assertEquals(value, settings.rabbit().password().value());
  }

  @Test
  void thoseOfADotEnvFileAreGone() throws IOException {
    Files.writeString(home.resolve(".env"), "RABBITMQ_PASSWORD='a b'\nCAMUNDA_WORKER_ID=\"w\"\n");
    Settings settings = load(Map.of());
    assertEquals(List.of(), told(settings));
    assertEquals("a b", settings.rabbit().password().value());
  }
}
