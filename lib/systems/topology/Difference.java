package lib.systems.topology;

import java.util.Optional;
import lib.base.text.Message;
import lib.systems.rabbitmq.Inequivalence;

/**
 * A property that the broker's object has with another value than configured.
 *
 * @param property e.g. {@code type}, {@code durable}, {@code alternate-exchange}
 * @param expected as configured; empty = not set
 * @param actual as the broker has it; empty = not set
 */
public record Difference(String property, Optional<String> expected, Optional<String> actual) {

  /** The difference that the broker has named. */
  static Difference of(Inequivalence found) {
    return new Difference(found.property(), text(found.asked()), text(found.actual()));
  }

  private static Optional<String> text(Optional<Inequivalence.Value> value) {
    return value.map(Inequivalence.Value::text);
  }

  /** As part of a sentence: "type is direct, should be topic". */
  Message sentence() {
    return Message.of("topology.difference", property, actual.orElse("-"), expected.orElse("-"));
  }
}
