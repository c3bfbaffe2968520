package lib.base.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lib.base.config.Secret;

/** Replaces configured secrets in any text, also where they are percent-encoded. */
public final class SecretMask {

  /** Nothing to hide. */
  static final SecretMask NONE = new SecretMask(List.of());

  private final List<String> hidden;

  /** A mask of these secrets. */
  public SecretMask(Collection<Secret> secrets) {
    this.hidden =
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .flatMap(secret -> forms(secret.value()))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  private static Stream<String> forms(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(secret, encoded, encoded.replace("+", "%20"));
  }

  /** The text without secrets. */
  public String mask(String text) {
    String masked = text;
    for (String secret : hidden) {
      masked = masked.replace(secret, Secret.MASK);
    }
    return masked;
  }
}
