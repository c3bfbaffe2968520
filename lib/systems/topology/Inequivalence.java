package lib.systems.topology;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the words with which RabbitMQ refuses to declare an object again with other properties. */
final class Inequivalence {

  /**
   * E.g. {@code PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'q' in vhost '/':
   * received none but current is the value '5' of type 'signedint'}, from 3.x on.
   */
  private static final Pattern WORDS =
      Pattern.compile("inequivalent arg '([^']+)' for .*: received (.+) but current is (.+)");

  private static final Pattern VALUE =
      Pattern.compile("(?:the value )?'(.*?)'(?: of type '[^']*')?");

  private Inequivalence() {}

  /** The property that differs; the broker's whole words as the actual value if they are others. */
  static Difference difference(String words) {
    Matcher matcher = WORDS.matcher(words);
    return matcher.find()
        ? new Difference(matcher.group(1), value(matcher.group(2)), value(matcher.group(3)))
        : new Difference("?", Optional.empty(), Optional.of(words));
  }

  private static Optional<String> value(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    Matcher matcher = VALUE.matcher(text);
    return Optional.of(matcher.matches() ? matcher.group(1) : text);
  }
}
