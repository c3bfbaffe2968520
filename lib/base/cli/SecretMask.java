package lib.base.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.config.Secret;
import lib.base.config.Settings;

/**
 * Hides secrets in any text: whatever stands where credentials stand (the password of an address,
 * an {@code Authorization} header, {@code password=}), and the configured ones wherever they stand
 * by themselves, as libraries quote them, also percent-encoded.
 *
 * <p>Nothing is hidden as a part of something longer, and a secret that is an ordinary word (short,
 * of letters or digits only, or part of a name in the settings, as {@code camunda}) in the first
 * kind of places only. Anywhere else it tells nothing, while stars in the middle of known names
 * would spoil them and give it away.
 */
public final class SecretMask {

  private static final int SHORTEST = 6;

  /** Longer than words usually are. */
  private static final int LONGEST_WORD = 12;

  private static final Pattern WORD = Pattern.compile("\\p{L}*|\\p{N}*");

  private static final String IN_ADDRESS = "(://[^\\s/:@]*:)%s(?=@)";

  private static final String BY_NAME =
      "((?:password|passwd|secret|token)(?:[\"']?\\s?=|[\"']\\s?:)\\s?[\"']?)%s";

  /** What is none of these belongs to something longer. */
  private static final String BY_ITSELF =
      "(?<![\\p{L}\\p{N}_.+/~-])()%s(?![\\p{L}\\p{N}_+/~-]|\\.\\w)";

  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  /** What stands before a secret, and the secret, for secrets that nobody knows. */
  private static final List<Pattern> PLACES =
      List.of(
          Pattern.compile(IN_ADDRESS.formatted("(?:(?!://)[^\\s/])+")),
          Pattern.compile("(\\bAuthorization\\W{1,4}(?:Basic|Bearer)\\s+)[\\w.~+/=-]+", ANY_CASE),
          // "Basic authentication" is no secret: one that is coded has a digit or a sign in it.
          Pattern.compile(
              "(\\b(?:Basic|Bearer) )(?=[\\w.~+/=-]*[\\d=+/])[\\w.~+/=-]{4,}", ANY_CASE),
          Pattern.compile(BY_NAME.formatted("(?<=\")[^\"]+"), ANY_CASE),
          Pattern.compile(BY_NAME.formatted("[^\\s\"',;&]+"), ANY_CASE));

  /** Only what stands in a place for credentials. */
  static final SecretMask NONE = new SecretMask(List.of(), List.of());

  private final List<Pattern> places = new ArrayList<>();

  /**
   * A mask of secrets.
   *
   * @param known values that everybody may see
   */
  public SecretMask(Collection<Secret> secrets, Collection<String> known) {
    List<String> names = known.stream().map(value -> value.toLowerCase(Locale.ROOT)).toList();
    secrets.stream()
        .map(Secret::value)
        .filter(secret -> !secret.isEmpty())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(secret -> add(secret, !isOrdinary(secret, names)));
    places.addAll(PLACES);
  }

  /** A mask of all that is secret in these settings. */
  public static SecretMask of(Settings settings) {
    return new SecretMask(settings.secrets(), settings.publicValues());
  }

  private void add(String secret, boolean byItself) {
    String forms = String.join("|", forms(secret).map(Pattern::quote).distinct().toList());
    places.add(Pattern.compile(IN_ADDRESS.formatted("(?:" + forms + ")")));
    places.add(Pattern.compile(BY_NAME.formatted("(?:" + forms + ")"), ANY_CASE));
    if (byItself) {
      places.add(Pattern.compile(BY_ITSELF.formatted("(?:" + forms + ")")));
    }
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
    for (Pattern place : places) {
      masked = place.matcher(masked).replaceAll("$1" + Secret.MASK);
    }
    return masked;
  }
}
