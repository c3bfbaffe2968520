package lib.tools.status;

import java.util.Optional;
import java.util.Set;
import lib.base.text.Message;

/** What came of a question: an answer or the reason why there is none. */
public sealed interface Answer<T> {

  /** It was answered. */
  record Given<T>(T given) implements Answer<T> {}

  /**
   * It was not.
   *
   * @param kind stable name for programs
   * @param why one sentence
   */
  record Missing<T>(String kind, Message why) implements Answer<T> {

    /** The kind if this machine was too slow to tell whether there was an answer. */
    static final String SLOW_HOST = "status.slow_host";

    /** The kind if something answered that is no worker. */
    private static final String SOMETHING_ELSE = "worker.something_else";

    private static final Set<String> KNOWN =
        Set.of("worker.timeout", "worker.unreachable", "worker.lost", SOMETHING_ELSE);

    /** The reason in a few words; for workers. */
    Message brief() {
      return Message.of(
          "status.silence." + (KNOWN.contains(kind) ? kind.replaceFirst(".*\\.", "") : "other"));
    }

    /** Whether there was an answer, of something that is no worker. */
    boolean isSomethingElse() {
      return kind.equals(SOMETHING_ELSE);
    }

    boolean isNotJudged() {
      return kind.equals(SLOW_HOST);
    }
  }

  /** The answer if there is one. */
  default Optional<T> value() {
    return this instanceof Given<T> answer ? Optional.of(answer.given()) : Optional.empty();
  }

  /** Why there is none. */
  default Optional<Missing<T>> missing() {
    return this instanceof Missing<T> missing ? Optional.of(missing) : Optional.empty();
  }
}
