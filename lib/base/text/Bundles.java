package lib.base.text;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of one language as they stand in their files. A bundle is read when its first text is
 * needed.
 */
final class Bundles {

  private static final String NOUNS = "text";

  private final Language language;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Set<String> read = ConcurrentHashMap.newKeySet();

  Bundles(Language language) {
    this.language = language;
  }

  /**
   * Reads a bundle now.
   *
   * @throws IllegalArgumentException if it is not on the class path
   */
  void load(String bundle) {
    if (!read(bundle)) {
      throw new IllegalArgumentException("No texts " + resource(bundle));
    }
  }

  /** The text of a key. */
  Optional<String> find(String key) {
    String known = texts.get(key);
    if (known == null
        && read(key.startsWith(Message.NOUN) ? NOUNS : key.replaceFirst("\\..*", ""))) {
      known = texts.get(key);
    }
    return Optional.ofNullable(known);
  }

  /** What has been read. */
  Map<String, String> all() {
    return Collections.unmodifiableMap(texts);
  }

  /** Reads a bundle unless it was read before; whether there is one. */
  private boolean read(String bundle) {
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

  private String resource(String bundle) {
    return bundle + "_" + language.code() + ".properties";
  }
}
