package lib.base.text;

/**
 * Why something failed, as a part of a sentence: somebody else's words as they are, or words of
 * this program, which has them in each language. As an argument of a text it is in the language of
 * that text; {@link #english} is for programs and for what is written in English.
 *
 * <p>A reason is no {@code String}, so that words of this program cannot stand in one language in
 * the sentences of both.
 */
public record Reason(Message message) {

  private static final String SAID = "text.said";

  /** What a server, the operating system, or a library has said. */
  public static Reason said(String words) {
    return of(SAID, words);
  }

  /** What this program says: the key of its text and what goes into it. */
  public static Reason of(String key, Object... args) {
    return new Reason(Message.of(key, args));
  }

  /** In English, or as it was said. */
  public String english() {
    return isSaid() ? message.args().get(0).toString() : Texts.english(message);
  }

  /** Whether these words stand in it. */
  public boolean contains(String words) {
    return english().contains(words);
  }

  /** As a part of a sentence that goes on. */
  Reason withoutFullStop() {
    String words = english();
    return isSaid() && words.endsWith(".") ? said(words.substring(0, words.length() - 1)) : this;
  }

  private boolean isSaid() {
    return message.key().equals(SAID);
  }

  @Override
  public String toString() {
    return english();
  }
}
