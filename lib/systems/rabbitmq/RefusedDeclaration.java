package lib.systems.rabbitmq;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.systems.rabbitmq.Inequivalence.Value;

/**
 * Compares an object of the broker with what it should be by declaring it again, in a way that
 * RabbitMQ always refuses: each declaration has one argument with a value that no object can have.
 * The broker compares that argument last, so it first names what really differs; and it creates
 * nothing, not even if the object has vanished just before. Needs the right to configure it.
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues#property-equivalence">RabbitMQ, property
 *     equivalence</a>
 */
public record RefusedDeclaration(BrokerQuestions questions) {

  private static final String LAST_OF_A_QUEUE = "x-queue-leader-locator";
  private static final String NO_LOCATOR = "ucw-no-such-locator";

  private static final String LAST_OF_AN_EXCHANGE = "alternate-exchange";

  /** The name of an exchange is a text. */
  private static final int NO_NAME = 0;

  /**
   * The first property in which a durable exchange differs from these; empty if in none.
   *
   * @throws BrokerException {@link BrokerException.Kind#PRECONDITION_FAILED} if there is no such
   *     exchange
   */
  public Optional<Inequivalence> exchange(String name, String type, Map<String, Object> expected) {
    Map<String, Object> asked = with(expected, LAST_OF_AN_EXCHANGE, NO_NAME);
    return difference(
        channel -> channel.exchangeDeclare(name, type, true, false, asked),
        LAST_OF_AN_EXCHANGE,
        expected);
  }

  /**
   * The first property in which a queue that is not exclusive differs from these; empty if in none.
   *
   * @throws BrokerException {@link BrokerException.Kind#PRECONDITION_FAILED} if there is no such
   *     queue
   */
  public Optional<Inequivalence> queue(
      String name, boolean durable, boolean autoDelete, Map<String, Object> expected) {
    Map<String, Object> asked = with(expected, LAST_OF_A_QUEUE, NO_LOCATOR);
    try {
      return difference(
          channel -> channel.queueDeclare(name, durable, false, autoDelete, asked),
          LAST_OF_A_QUEUE,
          expected);
    } catch (BrokerException e) {
      if (e.reason().contains("inequivalent arg '" + LAST_OF_A_QUEUE)) {
        return Optional.empty(); // Behind a long name its words have no place for the values.
      }
      throw e;
    }
  }

  private static Map<String, Object> with(Map<String, Object> all, String name, Object value) {
    Map<String, Object> asked = new LinkedHashMap<>(all);
    asked.put(name, value);
    return asked;
  }

  private Optional<Inequivalence> difference(
      BrokerQuestions.Question<?> declaration, String last, Map<String, Object> expected) {
    try {
      questions.ask(declaration);
      return Optional.empty();
    } catch (BrokerException e) {
      Optional<Inequivalence> named = Inequivalence.of(e.reason().english());
      if (e.kind() != BrokerException.Kind.PRECONDITION_FAILED || named.isEmpty()) {
        throw e;
      }
      if (!named.get().property().equals(last)) {
        return named;
      }
      Optional<String> wanted = Optional.ofNullable(expected.get(last)).map(String::valueOf);
      Optional<Value> actual = named.get().actual();
      return wanted.equals(actual.map(Value::text))
          ? Optional.empty()
          : Optional.of(
              new Inequivalence(last, wanted.map(text -> new Value(text, "longstr")), actual));
    }
  }
}
