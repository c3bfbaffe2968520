package lib.base.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of one language as they stand in their bundles, resources {@code NAME_ru.properties}
 * and {@code NAME_en.properties} in UTF-8 at the root of the class path. A bundle is read when its
 * first text is needed. Thread-safe.
 */
final class Bundles {

  private static final String NOUNS = "text";

  private final Language language;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Set<String> read = ConcurrentHashMap.newKeySet();

  Bundles(Language language) {
    this.language = language;
  }

  Language language() {
    return language;
  }

  /** Everything that was read so far, by its keys. */
  Map<String, String> texts() {
    return texts;
  }

  /** The text of a key, unformatted. */
  Optional<String> find(String key) {
    String known = texts.get(key);
    if (known == null
        && read(key.startsWith(Message.NOUN) ? NOUNS : key.replaceFirst("\\..*", ""))) {
      known = texts.get(key);
    }
    return Optional.ofNullable(known);
  }

  /** Reads a bundle unless it was read before; whether there is one. */
  boolean read(String bundle) {
    if (read.contains(bundle)) {
      return true;
    }
    try (var stream = Bundles.class.getClassLoader().getResourceAsStream(resource(bundle))) {
      if (stream == null) {
        return false;
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      properties.forEach((key, text) -> texts.putIfAbsent((String) key, (String) text));
      read.add(bundle);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource(bundle), e);
    }
  }

  /** The file that a bundle stands in. */
  String resource(String bundle) {
    return bundle + "_" + language.code() + ".properties";
  }
}
