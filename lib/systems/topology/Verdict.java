package lib.systems.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import lib.base.text.Message;

/** How an object of the broker compares with the configuration. */
public sealed interface Verdict {

  /** The stable name for programs. */
  String code();

  /** Whether it is known to be other than configured. */
  default boolean isWrong() {
    return false;
  }

  /** What is other than configured. */
  default List<Difference> differences() {
    return List.of();
  }

  /** Why it is not known how it compares. */
  default Optional<Message> why() {
    return Optional.empty();
  }

  /** The finding as part of a sentence: "exchange x differs: type is direct, should be topic". */
  Message sentence(ObjectCheck check);

  /** One function a case: the compiler finds what a new case forgets. */
  <T> T match(
      Supplier<T> ok,
      Supplier<T> missing,
      Function<Differs, T> differs,
      Function<Message, T> exists,
      Function<Message, T> notVisible);

  /** It is there, as configured. */
  record Ok() implements Verdict {
    @Override
    public String code() {
      return "ok";
    }

    @Override
    public Message sentence(ObjectCheck check) {
      return Message.of("topology.ok", check.object());
    }

    @Override
    public <T> T match(
        Supplier<T> ok,
        Supplier<T> missing,
        Function<Differs, T> differs,
        Function<Message, T> exists,
        Function<Message, T> notVisible) {
      return ok.get();
    }
  }

  /** It is not there. */
  record Missing() implements Verdict {
    @Override
    public String code() {
      return "missing";
    }

    @Override
    public boolean isWrong() {
      return true;
    }

    @Override
    public Message sentence(ObjectCheck check) {
      return Message.of("topology.missing." + check.kind().code(), check.name());
    }

    @Override
    public <T> T match(
        Supplier<T> ok,
        Supplier<T> missing,
        Function<Differs, T> differs,
        Function<Message, T> exists,
        Function<Message, T> notVisible) {
      return missing.get();
    }
  }

  /**
   * It is there, with other properties.
   *
   * @param differences at least one; over AMQP only the first one that the broker names
   */
  record Differs(@Override List<Difference> differences) implements Verdict {
    public Differs {
      differences = List.copyOf(differences);
    }

    @Override
    public String code() {
      return "differs";
    }

    @Override
    public boolean isWrong() {
      return true;
    }

    @Override
    public Message sentence(ObjectCheck check) {
      Message all =
          differences.stream()
              .map(Difference::sentence)
              .reduce((one, next) -> Message.of("topology.differences", one, next))
              .orElseThrow();
      return Message.of("topology.differs", check.object(), all);
    }

    @Override
    public <T> T match(
        Supplier<T> ok,
        Supplier<T> missing,
        Function<Differs, T> differs,
        Function<Message, T> exists,
        Function<Message, T> notVisible) {
      return differs.apply(this);
    }
  }

  /** It is there; its properties cannot be seen. */
  record Exists(Message reason) implements Verdict {
    @Override
    public String code() {
      return "exists";
    }

    @Override
    public Optional<Message> why() {
      return Optional.of(reason);
    }

    @Override
    public Message sentence(ObjectCheck check) {
      return Message.of("topology.exists", check.object(), reason);
    }

    @Override
    public <T> T match(
        Supplier<T> ok,
        Supplier<T> missing,
        Function<Differs, T> differs,
        Function<Message, T> exists,
        Function<Message, T> notVisible) {
      return exists.apply(reason);
    }
  }

  /** Whether it is there cannot be seen. */
  record NotVisible(Message reason) implements Verdict {
    @Override
    public String code() {
      return "not_visible";
    }

    @Override
    public Optional<Message> why() {
      return Optional.of(reason);
    }

    @Override
    public Message sentence(ObjectCheck check) {
      return Message.of("topology.not_visible", check.object(), reason);
    }

    @Override
    public <T> T match(
        Supplier<T> ok,
        Supplier<T> missing,
        Function<Differs, T> differs,
        Function<Message, T> exists,
        Function<Message, T> notVisible) {
      return notVisible.apply(reason);
    }
  }
}
