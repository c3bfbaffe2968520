package lib.text;

//SOURCES Language.java
//SOURCES Message.java
//FILES text_ru.properties=text_ru.properties
//FILES text_en.properties=text_en.properties

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.TreeMap;

/**
 * The texts of the tools in one language.
 *
 * <p>Texts are {@link java.util.Formatter} formats ({@code %s}, {@code %1$s}, {@code %%}). They
 * come from resources {@code NAME_ru.properties} and {@code NAME_en.properties} in UTF-8 at the
 * root of the class path: those of every package of the library that is present, then those of the
 * tool.
 */
public final class Texts {

  private static final List<String> LIBRARY =
      List.of("text", "config", "cli", "camunda", "rabbitmq", "topology", "variables", "worker");

  private final Language language;
  private final Map<String, String> texts;

  private Texts(Language language, Map<String, String> texts) {
    this.language = language;
    this.texts = Collections.unmodifiableMap(texts);
  }

  /**
   * Loads the texts of the library and of the named bundles; a later bundle may replace a text.
   *
   * @throws IllegalArgumentException if a named bundle is not on the class path
   */
  public static Texts load(Language language, String... bundles) {
    var texts = new TreeMap<String, String>();
    for (String bundle : LIBRARY) {
      read(bundle, language, texts);
    }
    for (String bundle : bundles) {
      if (!read(bundle, language, texts)) {
        throw new IllegalArgumentException("No texts " + resource(bundle, language));
      }
    }
    return new Texts(language, texts);
  }

  private static boolean read(String bundle, Language language, Map<String, String> texts) {
    try (var stream =
        Texts.class.getClassLoader().getResourceAsStream(resource(bundle, language))) {
      if (stream == null) {
        return false;
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      for (String key : properties.stringPropertyNames()) {
        texts.put(key, properties.getProperty(key));
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource(bundle, language), e);
    }
  }

  private static String resource(String bundle, Language language) {
    return bundle + "_" + language.code() + ".properties";
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

  /** Whether there is a text with this key. */
  public boolean has(String key) {
    return texts.containsKey(key);
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
   * A text from elsewhere as one line: nothing from a server may steer the terminal or forge a line
   * of the log.
   *
   * @param text null or empty for nothing, which becomes a dash
   */
  public static String plain(String text) {
    return text == null || text.isEmpty() ? "-" : text.replaceAll("\\p{Cntrl}+", " ");
  }

  /** The language of these texts. */
  public Language language() {
    return language;
  }

  /** All texts under their keys, unformatted, for picocli. */
  public ResourceBundle bundle() {
    return new ResourceBundle() {
      @Override
      protected Object handleGetObject(String key) {
        return texts.get(key);
      }

      @Override
      public Enumeration<String> getKeys() {
        return Collections.enumeration(texts.keySet());
      }
    };
  }

  private Object[] rendered(Object[] args) {
    var rendered = args.clone();
    for (int i = 0; i < rendered.length; i++) {
      if (rendered[i] instanceof Message message) {
        rendered[i] = get(message);
      }
    }
    return rendered;
  }

  private String raw(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("No text " + named(key));
    }
    return text;
  }

  private String named(String key) {
    return key + " in language " + language.code();
  }
}
