package lib.systems.rabbitmq;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What RabbitMQ says when it refuses to declare an object again with other properties: the first
 * property that differs, what it was asked for, and what it has. It compares one after the other.
 *
 * @param asked empty for none
 * @param actual empty for none
 * @see <a href="https://www.rabbitmq.com/docs/queues#property-equivalence">RabbitMQ, property
 *     equivalence</a>
 */
public record Inequivalence(String property, Optional<Value> asked, Optional<Value> actual) {

  /**
   * A value in the broker's words.
   *
   * @param type e.g. {@code longstr}; empty where it is not told
   */
  public record Value(String text, String type) {}

  /**
   * E.g. {@code PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'q' in vhost '/':
   * received none but current is the value '5' of type 'signedint'}, from 3.x on.
   */
  private static final Pattern WORDS =
      Pattern.compile(
          "inequivalent arg '([^']+)' for .*: received (.+) but current is (.+)", Pattern.DOTALL);

  private static final Pattern VALUE =
      Pattern.compile("(?:the value )?'(.*?)'(?: of type '([^']*)')?", Pattern.DOTALL);

  /** The difference that the broker's words tell of; empty if they are about something else. */
  public static Optional<Inequivalence> of(String words) {
    Matcher matcher = WORDS.matcher(words);
    return matcher.find()
        ? Optional.of(
            new Inequivalence(matcher.group(1), value(matcher.group(2)), value(matcher.group(3))))
        : Optional.empty();
  }

  private static Optional<Value> value(String words) {
    if (words.equals("none")) {
      return Optional.empty();
    }
    Matcher matcher = VALUE.matcher(words);
    return Optional.of(
        matcher.matches()
            ? new Value(matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(""))
            : new Value(words, ""));
  }
}
