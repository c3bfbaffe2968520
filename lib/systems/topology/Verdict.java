package lib.systems.topology;

import java.util.List;
import java.util.Optional;
import lib.base.text.Coded;
import lib.base.text.Message;

/**
 * How an object of the broker compares with the configuration.
 *
 * @param differences what is other than configured: at least one if it differs; over AMQP only the
 *     first one that the broker names
 * @param why it is not known how it compares
 */
public record Verdict(Kind kind, List<Difference> differences, Optional<Message> why) {

  /** The cases. */
  public enum Kind implements Coded {
    /** It is there, as configured. */
    OK,
    /** It is not there. */
    MISSING,
    /** It is there, with other properties. */
    DIFFERS,
    /** It is there; its properties cannot be seen. */
    EXISTS,
    /** Whether it is there cannot be seen. */
    NOT_VISIBLE
  }

  public static final Verdict OK = new Verdict(Kind.OK, List.of(), Optional.empty());
  public static final Verdict MISSING = new Verdict(Kind.MISSING, List.of(), Optional.empty());

  public Verdict {
    differences = List.copyOf(differences);
  }

  static Verdict differs(List<Difference> differences) {
    return new Verdict(Kind.DIFFERS, differences, Optional.empty());
  }

  static Verdict exists(Message why) {
    return new Verdict(Kind.EXISTS, List.of(), Optional.of(why));
  }

  static Verdict notVisible(Message why) {
    return new Verdict(Kind.NOT_VISIBLE, List.of(), Optional.of(why));
  }

  /** Whether it is that case. */
  public boolean is(Kind one) {
    return kind == one;
  }

  /** The stable name for programs. */
  public String code() {
    return kind.code();
  }

  /** Whether it is known to be other than configured. */
  public boolean isWrong() {
    return switch (kind) {
      case MISSING, DIFFERS -> true;
      case OK, EXISTS, NOT_VISIBLE -> false;
    };
  }

  /** The finding as part of a sentence: "exchange x differs: type is direct, should be topic". */
  public Message sentence(ObjectCheck check) {
    return switch (kind) {
      case OK -> Message.of("topology.ok", check.object());
      case MISSING -> Message.of("topology.missing." + check.kind().code(), check.name());
      case DIFFERS -> Message.of("topology.differs", check.object(), allDifferences());
      case EXISTS -> Message.of("topology.exists", check.object(), why.orElseThrow());
      case NOT_VISIBLE -> Message.of("topology.not_visible", check.object(), why.orElseThrow());
    };
  }

  private Message allDifferences() {
    return differences.stream()
        .map(Difference::sentence)
        .reduce((one, next) -> Message.of("topology.differences", one, next))
        .orElseThrow();
  }
}
