package lib.base.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.config.Secret;
import lib.base.config.Settings;

/**
 * Replaces secrets in any text: whatever stands where credentials stand (the password of an
 * address, an {@code Authorization} header, {@code password=}), and the configured ones wherever
 * they are, also percent-encoded.
 *
 * <p>A secret that is an ordinary word (short, of letters or digits only, or part of a name in the
 * settings, as {@code camunda}) is hidden in the first kind of places only. Anywhere else it tells
 * nothing, while stars in the middle of known names would spoil them and give it away.
 */
public final class SecretMask {

  /** Only what stands in a place for credentials. */
  static final SecretMask NONE = new SecretMask(List.of(), List.of());

  private static final int SHORTEST = 6;

  /** Longer than words usually are. */
  private static final int LONGEST_WORD = 12;

  private static final Pattern WORD = Pattern.compile("\\p{L}*|\\p{N}*");

  /** What stands before a secret, and the secret. */
  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile("(://[^\\s/:@]*:)([^\\s/@]+)(?=@)"),
          Pattern.compile("(?i)(\\b(?:Basic|Bearer) )([\\w.~+/=-]{6,})"),
          Pattern.compile(
              "(?i)((?:password|passwd|secret|token)[\"']?\\s?[=:]\\s?[\"']?)([^\\s\"',;&]+)"));

  private final List<String> hidden;

  /**
   * A mask of secrets.
   *
   * @param known values that everybody may see
   */
  public SecretMask(Collection<Secret> secrets, Collection<String> known) {
    List<String> names = known.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
    this.hidden =
        secrets.stream()
            .map(Secret::value)
            .filter(secret -> !isOrdinary(secret, names))
            .flatMap(SecretMask::forms)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** A mask of all that is secret in these settings. */
  public static SecretMask of(Settings settings) {
    return new SecretMask(settings.secrets(), settings.publicValues());
  }

  private static boolean isOrdinary(String secret, List<String> known) {
    boolean word = secret.length() <= LONGEST_WORD && WORD.matcher(secret).matches();
    String name = secret.toLowerCase(Locale.ROOT);
    return word
        || secret.length() < SHORTEST
        || known.stream().anyMatch(value -> value.contains(name));
  }

  private static Stream<String> forms(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(secret, encoded, encoded.replace("+", "%20"));
  }

  /** The text without secrets. */
  public String mask(String text) {
    String masked = text;
    for (Pattern place : PLACES) {
      masked = place.matcher(masked).replaceAll("$1" + Secret.MASK);
    }
    for (String secret : hidden) {
      masked = masked.replace(secret, Secret.MASK);
    }
    return masked;
  }
}
