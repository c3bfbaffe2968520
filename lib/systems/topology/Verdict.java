package lib.systems.topology;

import java.util.List;
import lib.base.text.Message;

/** How an object of the broker compares with the configuration. */
public sealed interface Verdict {

  /** It is there, as configured. */
  record Ok() implements Verdict {}

  /** It is not there. */
  record Missing() implements Verdict {}

  /**
   * It is there, with other properties.
   *
   * @param differences at least one; over AMQP only the first one that the broker names
   */
  record Differs(List<Difference> differences) implements Verdict {
    public Differs {
      differences = List.copyOf(differences);
    }
  }

  /** It is there; its properties cannot be seen. */
  record Exists(Message why) implements Verdict {}

  /** Whether it is there cannot be seen. */
  record NotVisible(Message why) implements Verdict {}

  /** Whether it is known to be other than configured. */
  default boolean isWrong() {
    return this instanceof Missing || this instanceof Differs;
  }

  /** The stable name for programs: ok, missing, differs, exists, not_visible. */
  default String code() {
    // A switch over sealed types needs Java 21.
    if (this instanceof Ok) {
      return "ok";
    } else if (this instanceof Missing) {
      return "missing";
    } else if (this instanceof Differs) {
      return "differs";
    }
    return this instanceof Exists ? "exists" : "not_visible";
  }
}
