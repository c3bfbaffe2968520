package tests.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
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

/** What a {@code .env} file may look like. */
@Tag("unit")
class EnvFileTest {

  @TempDir Path home;

  private Settings load(String text) throws IOException {
    Files.writeString(home.resolve(".env"), text);
    return Settings.load(new SettingsSources(Map.of(), Map.of(), home, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CAMUNDA_WORKER_ID=plain|plain",
        "export CAMUNDA_WORKER_ID=exported|exported",
        "  CAMUNDA_WORKER_ID = spaced  |spaced",
        "CAMUNDA_WORKER_ID='single $X \\n # no comment'|single $X \\n # no comment",
        "CAMUNDA_WORKER_ID=\"double \\\"quoted\\\" \\$X\"|double \"quoted\" $X",
        "CAMUNDA_WORKER_ID=\"tab\\there\"  # comment|tab\there",
        "CAMUNDA_WORKER_ID=a#b # comment|a#b",
        "CAMUNDA_WORKER_ID=pa$$word${X}|pa$$word${X}",
        "CAMUNDA_WORKER_ID=a=b|a=b",
        "camunda.worker_id=dotted|dotted",
        "CAMUNDA_WORKER_ID=don't|don't"
      })
  void linesAreReadAsUsual(String text, String expected) throws IOException {
    assertEquals(expected, load(text).camunda().workerId());
  }

  @Test
  void theLastOfSeveralLinesCountsWhateverEndsThem() throws IOException {
    String text = "CAMUNDA_WORKER_ID=first\r\nCAMUNDA_WORKER_ID=last\r\n";
    assertEquals("last", load(text).camunda().workerId());
  }

  @Test
  void commentsAndEmptyLinesMeanNothing() throws IOException {
    assertEquals("w", load("\n# X\n   # Y=1\nCAMUNDA_WORKER_ID=w\n").camunda().workerId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no equals sign hunter2", "export ONLY", "=hunter2", "1X=hunter2", "A B=hunter2"})
  void aMalformedLineIsAnErrorWithItsNumberButWithoutItsText(String line) {
    String message = failure("# first\n" + line + "\n");
    assertEquals(
        home.resolve(".env") + ", line 2: the line does not have the form KEY=VALUE.", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'hunter2", "\"hunter2", "'a' hunter2", "\"a\"hunter2"})
  void badQuotesAreAnErrorThatNamesTheKeyButNotTheValue(String value) {
    String message = failure("RABBITMQ_PASSWORD=" + value);
    assertEquals(
        home.resolve(".env")
            + ", line 1: the value of RABBITMQ_PASSWORD has an unclosed quote, or text after the"
            + " closing one.",
        message);
    assertThat(message).doesNotContain("hunter2");
  }

  private String failure(String text) {
    var e = assertThrows(ConfigException.class, () -> load(text));
    return Texts.load(Language.EN).get(e.userMessage());
  }
}
