package lib.base.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is known about one setting.
 *
 * @param name dotted name
 * @param defaultValue empty if there is none
 * @param type what it may be
 * @param visibility how it may be shown
 * @param aliases other names in environment form, from the predecessor
 */
record SettingDefinition(
    String name,
    String defaultValue,
    SettingType type,
    Visibility visibility,
    List<String> aliases) {

  /** How a value may be shown. */
  enum Visibility {
    PLAIN,
    /** Only as {@code ***}. */
    SECRET,
    /** With the password of the address as {@code ***}. */
    ADDRESS
  }

  /** The same setting with further names. */
  SettingDefinition alias(String... more) {
    var all = new ArrayList<>(aliases);
    all.addAll(List.of(more));
    return new SettingDefinition(name, defaultValue, type, visibility, List.copyOf(all));
  }

  /** A key in environment form: {@code camunda.base_url} is {@code CAMUNDA_BASE_URL}. */
  static String environmentForm(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /** All names in environment form, its own first. */
  Stream<String> environmentNames() {
    return Stream.concat(Stream.of(environmentForm(name)), aliases.stream());
  }

  /** A value of this setting as it may be shown. */
  String shown(String value) {
    return switch (visibility) {
      case PLAIN -> value;
      case SECRET -> value.isEmpty() ? "" : Secret.MASK;
      case ADDRESS -> withoutPassword(value);
    };
  }

  /**
   * Everything before the last {@code @} is masked, but for a plain user name: of a malformed
   * address nobody knows where its password starts.
   */
  private static String withoutPassword(String value) {
    int end = value.lastIndexOf('@');
    if (end < 0) {
      return value;
    }
    int start = value.indexOf("://");
    start = start < 0 || start > end ? 0 : start + 3;
    int colon = value.indexOf(':', start);
    String user = colon >= 0 && colon < end ? value.substring(start, colon + 1) : "";
    return value.substring(0, start) + user + Secret.MASK + value.substring(end);
  }
}
