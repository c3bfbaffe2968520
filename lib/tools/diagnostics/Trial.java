package lib.tools.diagnostics;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lib.systems.rabbitmq.BrokerException;

/**
 * What came of using a right.
 *
 * @param object what it was tried on; the last of several
 * @param refusal the broker's words, if it refused
 * @param tried every name that was tried, in order
 */
record Trial(String object, Optional<String> refusal, List<String> tried) {

  /** A use of a right. */
  @FunctionalInterface
  interface Use {
    void run();
  }

  boolean isAllowed() {
    return refusal.isEmpty();
  }

  /**
   * Uses a right.
   *
   * @throws BrokerException if it failed for another reason than the right
   */
  static Trial of(String object, Use use) {
    try {
      use.run();
      return new Trial(object, Optional.empty(), List.of(object));
    } catch (BrokerException e) {
      return switch (e.kind()) {
        case ACCESS_REFUSED ->
            new Trial(object, Optional.of(e.reason().english()), List.of(object));
        // Rights come first: whoever is told this may do it.
        case PRECONDITION_FAILED -> new Trial(object, Optional.empty(), List.of(object));
        default -> throw e;
      };
    }
  }

  /** Uses a right on one name after another until one is allowed. */
  static Trial first(List<String> names, Consumer<String> use) {
    Trial last = null;
    for (String name : names) {
      last = of(name, () -> use.accept(name));
      if (last.isAllowed()) {
        break;
      }
    }
    return new Trial(last.object(), last.refusal(), names);
  }
}
