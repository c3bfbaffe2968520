package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lib.base.cli.SecretMask;
import lib.base.config.Secret;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are hidden, and nothing else. */
@Tag("unit")
class SecretMaskTest {

  private static final List<String> NAMES =
      List.of("camunda.external.tasks", "bitrix24.queue", "http://camunda-7.example:8080");

  private static String masked(String secret, String text) {
    return new SecretMask(List.of(new Secret(secret)), NAMES).mask(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"camunda", "bitrix24", "t", "ta", "Tasks", "12", "queue", "camunda-7"})
  void anOrdinaryWordDoesNotSpoilTheNamesThatHoldIt(String secret) {
    String text = "camunda.external.tasks, bitrix24.queue, http://camunda-7.example:8080, 12 tasks";
    assertEquals(text, masked(secret, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"camunda", "t", "12", "x7!pQ", "bitrix24"})
  void whereCredentialsStandEverySecretIsHidden(String secret) {
    assertEquals(
        "amqp://camunda:***@h:5672/", masked(secret, "amqp://camunda:" + secret + "@h:5672/"));
    assertEquals("password=***, more", masked(secret, "password=" + secret + ", more"));
    assertEquals("{\"token\": \"***\"}", masked(secret, "{\"token\": \"" + secret + "\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "hunter2!, 'login hunter2! failed', 'login *** failed'",
    "a b+c/9, x=a+b%2Bc%2F9, x=***"
  })
  void aSecretThatIsNoWordIsHiddenEverywhere(String secret, String text, String shown) {
    assertEquals(shown, masked(secret, text));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToBeWrittenThereIsNoSecret(Language language) {
    String help = Texts.load(language, "cli").get("config.allowed.amqp");
    assertEquals(help, masked("", help));
  }

  @Test
  void headersAreHiddenWithoutKnowingTheSecret() {
    assertEquals(
        "Authorization: Basic ***", masked("", "Authorization: Basic Y2FtdW5kYTpjYW11bmRh"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "7",
        "пароль",
        "Жук и кот!",
        "a.*b",
        "$1\\E(x[",
        "p@ss:w/rd",
        "camunda-7",
        "example",
        "2026-11"
      })
  void whereItStandsAPasswordOfAnyCharactersIsHidden(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    assertEquals(
        "amqp://a:***@a.example:5672", masked(secret, "amqp://a:" + secret + "@a.example:5672"));
    assertEquals("to http://a:***@h/a", masked(secret, "to http://a:" + encoded + "@h/a"));
    assertEquals("{\"password\":\"***\"}", masked(secret, "{\"password\":\"" + secret + "\"}"));
    assertEquals("RABBITMQ_PASSWORD=***", masked(secret, "RABBITMQ_PASSWORD=" + secret));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "x", "7", "2026-11", "26T10:", "queue-", "out of", "10:00:00"})
  void noPartOfSomethingLongerIsHidden(String secret) {
    String text = "2026-11-26T10:00:00 [main]: axe, max-queue-7, http://xa.example/7x about office";
    assertEquals(text, masked(secret, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP Basic authentication is needed",
        "the Bearer token has expired",
        "RABBITMQ_PASSWORD: unknown setting",
        "camunda.auth_password: the file is empty",
        "http://h:8080/a?mail=b@c.example"
      })
  void proseAboutCredentialsStays(String text) {
    assertEquals(text, masked("x", text));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Basic YTp4",
    "'{\"Authorization\":\"Basic YTp4\"}'",
    "'Authorization=[Bearer abcdef]'",
    "'GET / Basic YTp4'",
    "'amqp://a:p@ss@h1,amqp://b:q@h2'"
  })
  void whatNobodyKnowsIsHiddenWhereCredentialsStand(String text) {
    String masked = masked("", text);
    assertThat(masked).contains("***").doesNotContain("YTp4", "abcdef", "ss@", "q@");
  }
}
