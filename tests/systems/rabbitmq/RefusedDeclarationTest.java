package tests.systems.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Inequivalence;
import lib.systems.rabbitmq.RefusedDeclaration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.ProjectBroker;

/** An object is compared without any chance to create it: it may vanish at every moment. */
@Tag("rabbitmq")
class RefusedDeclarationTest {

  private final ProjectBroker project = new ProjectBroker();

  @AfterEach
  void close() {
    project.close();
  }

  private <T> T ask(Function<RefusedDeclaration, T> question) {
    var settings = project.corner().settings().rabbit();
    try (Connection connection = new BrokerConnector(settings).connect("test")) {
      return question.apply(new RefusedDeclaration(new BrokerQuestions(connection, "here")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> argument(String name, Object value) {
    return name == null ? Map.of() : Map.of(name, value);
  }

  @ParameterizedTest
  @CsvSource({
    "x-queue-type, classic",
    "x-queue-type, quorum",
    "x-queue-type, stream",
    "x-queue-type, none-of-these",
    "x-dead-letter-exchange, other",
    ","
  })
  void aQueueThatIsNotThereIsNotMade(String name, String value) {
    String before = project.definitions();
    BrokerException refused =
        assertThrows(
            BrokerException.class,
            () -> ask(broker -> broker.queue("gone", true, false, argument(name, value))));
    assertEquals(BrokerException.Kind.PRECONDITION_FAILED, refused.kind());
    assertEquals(before, project.definitions());
  }

  @ParameterizedTest
  @CsvSource({"topic, alternate-exchange, other", "fanout, alternate-exchange, other", "direct,,"})
  void anExchangeThatIsNotThereIsNotMade(String type, String name, String value) {
    String before = project.definitions();
    BrokerException refused =
        assertThrows(
            BrokerException.class,
            () -> ask(broker -> broker.exchange("gone", type, argument(name, value))));
    assertEquals(BrokerException.Kind.PRECONDITION_FAILED, refused.kind());
    assertEquals(before, project.definitions());
  }

  @ParameterizedTest
  @CsvSource({
    "x-queue-type, quorum",
    "x-dead-letter-exchange, other",
    ","
  })
  void aQueueThatIsEqualIsFoundEqual(String name, String value) {
    Map<String, Object> arguments = argument(name, value);
    project.broker().with(c -> c.queueDeclare("q", true, false, false, arguments));
    String before = project.definitions();
    assertEquals(Optional.empty(), ask(broker -> broker.queue("q", true, false, arguments)));
    assertEquals(before, project.definitions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-max-length", "x-message-ttl", "x-expires", "x-max-priority"})
  void theFirstArgumentThatDiffersIsNamed(String name) {
    project.broker().with(c -> c.queueDeclare("q", true, false, false, Map.of(name, 250)));
    Inequivalence found = ask(broker -> broker.queue("q", true, false, Map.of())).orElseThrow();
    assertEquals(name, found.property());
    assertEquals(Optional.empty(), found.asked());
    assertEquals("250", found.actual().orElseThrow().text());
  }

  @ParameterizedTest
  @CsvSource({"alternate-exchange, one, other", "alternate-exchange, one,", ", , other"})
  void theAlternateExchangeIsComparedAsConfigured(String name, String has, String wanted) {
    Map<String, Object> arguments = argument(name, has);
    project.broker().with(c -> c.exchangeDeclare("x", "topic", true, false, arguments));
    assertEquals(Optional.empty(), ask(broker -> broker.exchange("x", "topic", arguments)));
    Map<String, Object> other =
        wanted == null ? Map.of() : Map.of("alternate-exchange", (Object) wanted);
    Inequivalence found = ask(broker -> broker.exchange("x", "topic", other)).orElseThrow();
    assertEquals(Optional.ofNullable(wanted), found.asked().map(Inequivalence.Value::text));
    assertEquals(Optional.ofNullable(has), found.actual().map(Inequivalence.Value::text));
    Inequivalence type = ask(broker -> broker.exchange("x", "fanout", arguments)).orElseThrow();
    assertEquals("type", type.property());
  }

  /** The broker's words are cut off where a name is long. */
  @Test
  void aQueueWithALongNameIsComparedToo() {
    String name = "q".repeat(255);
    project.broker().with(c -> c.queueDeclare(name, true, false, false, Map.of()));
    assertEquals(Optional.empty(), ask(broker -> broker.queue(name, true, false, Map.of())));
  }
}
