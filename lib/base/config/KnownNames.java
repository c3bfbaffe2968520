package lib.base.config;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All names that settings go by. */
final class KnownNames {

  private final Map<String, SettingDefinition> byEnvironmentName = new HashMap<>();

  KnownNames() {
    for (SettingDefinition setting : SettingTable.ALL) {
      setting.environmentNames().forEach(name -> byEnvironmentName.put(name, setting));
    }
  }

  /** The setting that a key of a file or the environment means. */
  Optional<SettingDefinition> setting(String key) {
    return Optional.ofNullable(byEnvironmentName.get(SettingDefinition.environmentForm(key)));
  }

  /** Whether a key means anything, if only something that is no longer needed. */
  boolean isKnown(String key) {
    return setting(key).isPresent()
        || RoutingKey.parse(key).isPresent()
        || ObsoleteSetting.of(SettingDefinition.environmentForm(key)).isPresent();
  }

  /** Whether a key is one of the predecessor's names of its setting. */
  boolean isAlias(String key) {
    String form = SettingDefinition.environmentForm(key);
    return setting(key)
        .map(setting -> !SettingDefinition.environmentForm(setting.name()).equals(form))
        .orElse(false);
  }

  /** Whether this can hardly be anything but a known name with a typing error. */
  boolean isNearlyKnown(String key) {
    String form = SettingDefinition.environmentForm(key);
    return form.length() >= 8
        && byEnvironmentName.keySet().stream().anyMatch(name -> isWithin(2, name, form));
  }

  /** The known name most like an unknown one, in the same form, if it is like it at all. */
  Optional<String> nearest(String key) {
    String form = SettingDefinition.environmentForm(key);
    return byEnvironmentName.keySet().stream()
        .filter(name -> isWithin(Math.max(2, form.length() / 4), name, form))
        .min(
            Comparator.<String>comparingInt(name -> distance(name, form))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> key.contains(".") ? byEnvironmentName.get(name).name() : name);
  }

  /**
   * The lengths are compared first: every variable of the environment is held against all names.
   */
  private static boolean isWithin(int limit, String name, String form) {
    return Math.abs(name.length() - form.length()) <= limit && distance(name, form) <= limit;
  }

  /** Levenshtein: how many characters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
