package lib.base.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence that has not been put into a language yet: the key of its text and what goes into it.
 *
 * <p>An argument may itself be a message; {@code Texts.get} renders it first.
 */
public record Message(String key, List<Object> args) {

  /** Ctrl-C has ended the run. */
  public static final Message INTERRUPTED = new Message("text.interrupted", List.of());

  /** What the keys of nouns start with; see {@code Texts.count}. */
  static final String NOUN = "noun.";

  public Message {
    args = List.copyOf(args);
  }

  /** A message of a text key and its arguments, none of which may be null. */
  public static Message of(String key, Object... args) {
    return new Message(key, List.of(args));
  }

  /** A number with its noun in the right plural, e.g. {@code count("message", 5)}. */
  public static Message count(String noun, long number) {
    return new Message(NOUN + noun, List.of(number));
  }

  @Override
  public String toString() {
    return key + args.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
