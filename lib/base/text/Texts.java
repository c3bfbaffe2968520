package lib.base.text;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The texts of the tools in one language.
 *
 * <p>Texts are {@link java.util.Formatter} formats ({@code %s}, {@code %1$s}, {@code %%}). They
 * come from resources {@code NAME_ru.properties} and {@code NAME_en.properties} in UTF-8 at the
 * root of the class path, where the manifests of the packages put them. A key begins with the name
 * of its bundle ({@code camunda.unreachable} stands in the bundle camunda), which is read when its
 * first text is needed; nouns stand in the bundle text.
 */
public final class Texts {

  /** Read when it is first needed. */
  private static final class English {
    static final Texts TEXTS = load(Language.EN);
  }

  private final Language language;
  private final Bundles bundles;

  private Texts(Language language) {
    this.language = language;
    this.bundles = new Bundles(language);
  }

  /**
   * Loads the named bundles; their texts come before those of the packages' own.
   *
   * @throws IllegalArgumentException if a named bundle is not on the class path
   */
  public static Texts load(Language language, String... bundles) {
    var texts = new Texts(language);
    for (String bundle : bundles) {
      texts.bundles.load(bundle);
    }
    return texts;
  }

  /**
   * The text of a key with its arguments filled in.
   *
   * @throws IllegalArgumentException if there is no such key or the arguments do not fit its text
   */
  public String get(String key, Object... args) {
    try {
      return String.format(Locale.ROOT, raw(key), rendered(args));
    } catch (IllegalFormatException e) {
      throw new IllegalArgumentException("Arguments do not fit text " + named(key), e);
    }
  }

  /** The text of a message; its arguments that are messages are rendered first. */
  public String get(Message message) {
    if (message.key().startsWith(Message.NOUN) && message.args().get(0) instanceof Number number) {
      return count(message.key().substring(Message.NOUN.length()), number.longValue());
    }
    return get(message.key(), message.args().toArray());
  }

  /** The sentence of what has failed, marked as such. */
  public String error(Message failure) {
    return get("text.error", failure);
  }

  /** A message in English, for programs and for what is not written for one reader. */
  static String english(Message message) {
    return English.TEXTS.get(message);
  }

  /** Whether there is a text with this key. */
  public boolean has(String key) {
    return bundles.find(key).isPresent();
  }

  /**
   * A number with its noun in the right plural: "1,021 сообщение", "4 сообщения".
   *
   * @param noun a noun with the keys {@code noun.NOUN.one}, {@code .few} and {@code .many}
   */
  public String count(String noun, long number) {
    return get(Message.NOUN + noun + "." + plural(number), number(number));
  }

  private String plural(long number) {
    long hundred = Math.abs(number % 100);
    long ten = hundred % 10;
    if (language == Language.EN) {
      return Math.abs(number) == 1 ? "one" : "many";
    }
    if (ten == 1 && hundred != 11) {
      return "one";
    }
    return ten >= 2 && ten <= 4 && hundred / 10 != 1 ? "few" : "many";
  }

  /** A number with thousands separators, "1,234", alike in both languages. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * A length of time in its two largest units, "3 d 4 h" or "2 min 5 s"; else seconds. Less than
   * nothing, which clocks that differ make of two times, is nothing.
   */
  public String duration(Duration time) {
    Duration shown = notNegative(time);
    return minutesAndMore(shown).orElseGet(() -> get("text.duration.seconds", shown.toSeconds()));
  }

  private static Duration notNegative(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }

  /** A length of time in its largest unit, "3 d", for columns; seconds below zero are none. */
  public String age(Duration time) {
    if (time.toDays() > 0) {
      return get("text.age.days", number(time.toDays()));
    }
    if (time.toHours() > 0) {
      return get("text.age.hours", time.toHours());
    }
    return time.toMinutes() > 0
        ? get("text.age.minutes", time.toMinutes())
        : get("text.age.seconds", Math.max(0, time.toSeconds()));
  }

  /** The same, but with milliseconds where minutes are not reached: "1.250 s". */
  public String exactDuration(Duration time) {
    Duration shown = notNegative(time);
    return minutesAndMore(shown)
        .orElseGet(() -> get("text.duration.millis", shown.toSeconds(), shown.toMillisPart()));
  }

  private Optional<String> minutesAndMore(Duration time) {
    if (time.toDays() > 0) {
      return Optional.of(get("text.duration.days", time.toDays(), time.toHoursPart()));
    }
    if (time.toHours() > 0) {
      return Optional.of(get("text.duration.hours", time.toHours(), time.toMinutesPart()));
    }
    return time.toMinutes() == 0
        ? Optional.empty()
        : Optional.of(get("text.duration.minutes", time.toMinutes(), time.toSecondsPart()));
  }

  /**
   * A text from elsewhere on one line, as {@link Printable#line}.
   *
   * @param text null or empty for nothing, which becomes a dash
   */
  public static String plain(String text) {
    return text == null || text.isEmpty() ? "-" : Printable.line(text);
  }

  /** The same of a text that may be absent. */
  public static String plain(Optional<String> text) {
    return plain(text.orElse(""));
  }

  /** The language of these texts. */
  public Language language() {
    return language;
  }

  /** The texts of the bundles that have been read, under their keys, unformatted. */
  public Map<String, String> unformatted() {
    return bundles.all();
  }

  /** The format is ours, its arguments are not: whatever they hold stays on their line. */
  private Object[] rendered(Object[] args) {
    return Arrays.stream(args).map(this::rendered).toArray();
  }

  private Object rendered(Object arg) {
    if (arg instanceof Message message) {
      return get(message);
    }
    if (arg instanceof Reason reason) {
      return get(reason.message());
    }
    if (arg instanceof Duration time) {
      return duration(time);
    }
    boolean text = arg instanceof CharSequence || arg instanceof Path || arg instanceof URI;
    return text ? Printable.line(arg.toString()) : arg;
  }

  private String raw(String key) {
    return bundles
        .find(key)
        .orElseThrow(() -> new IllegalArgumentException("No text " + named(key)));
  }

  private String named(String key) {
    return key + " in language " + language.code();
  }
}
