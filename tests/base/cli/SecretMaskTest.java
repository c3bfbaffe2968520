package tests.base.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lib.base.cli.SecretMask;
import lib.base.config.Secret;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @Test
  void headersAreHiddenWithoutKnowingTheSecret() {
    assertEquals(
        "Authorization: Basic ***", masked("", "Authorization: Basic Y2FtdW5kYTpjYW11bmRh"));
  }
}
