package lib.base.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of the routing table, {@code routing.SYSTEM.FIELD} or {@code ROUTING_SYSTEM_FIELD}.
 *
 * @param system name of the system as written
 * @param environmentForm whether the name has lost its case and punctuation
 */
record RoutingKey(String system, Field field, boolean environmentForm) {

  /** What a system of the routing table has. */
  enum Field {
    QUEUE,
    TOPICS,
    BINDINGS,
    PREFIXES;

    String key(String system) {
      return "routing." + system + "." + name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String FIELDS = "(queue|topics|bindings|prefixes)";
  private static final Pattern KEY =
      Pattern.compile(
          "routing(?:\\.(?<dotted>.+)\\." + FIELDS + "|_(?<upper>.+)_" + FIELDS + ")",
          Pattern.CASE_INSENSITIVE);

  static Optional<RoutingKey> parse(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean dotted = matcher.group("dotted") != null;
    return Optional.of(
        new RoutingKey(
            matcher.group(dotted ? "dotted" : "upper"),
            Field.valueOf(matcher.group(dotted ? 2 : 4).toUpperCase(Locale.ROOT)),
            !dotted));
  }

  /** The system that is meant: a known one of the same environment form, else a new one. */
  String systemAmong(Collection<String> known) {
    if (!environmentForm) {
      return system;
    }
    return known.stream()
        .filter(name -> punctuationLost(name).equals(punctuationLost(system)))
        .findFirst()
        .orElse(system.toLowerCase(Locale.ROOT));
  }

  private static String punctuationLost(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
