package lib.base.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import lib.base.text.Message;

/**
 * What values a setting may have.
 *
 * @param test whether a non-empty value is one of these; connections between settings are not
 *     looked at
 * @param allowed what is allowed, for the error message
 */
record SettingType(Predicate<String> test, Message allowed) {

  private static final List<String> YES = List.of("true", "1", "yes", "on", "y", "t");
  private static final List<String> NO = List.of("false", "0", "no", "off", "n", "f");

  /** Any text. */
  static final SettingType TEXT = of("text", value -> true);

  /** AMQP 0-9-1 writes the length of a name into one byte. */
  static final int MOST_NAME_BYTES = 255;

  /** The name of a queue or an exchange, or a routing key. */
  static final SettingType BROKER_NAME =
      new SettingType(
          value -> bytes(value) <= MOST_NAME_BYTES,
          Message.of("config.allowed.broker_name", MOST_NAME_BYTES));

  /** Yes or no, in all the ways that the predecessor took. */
  static final SettingType FLAG =
      of("flag", value -> isYes(value) || NO.contains(value.toLowerCase(Locale.ROOT)));

  /** An http or https address without credentials. */
  static final SettingType URL = of("url", HttpUrl::isValid);

  /** A comma list of http or https addresses. */
  static final SettingType URLS =
      of("urls", value -> Values.split(value).stream().allMatch(HttpUrl::isValid));

  /** An amqp or amqps address, which may hold credentials. */
  static final SettingType AMQP_URL = of("amqp", AmqpUri::isValid);

  /** A host name or an IP address; of a whole address put here the password would be shown. */
  static final SettingType HOST =
      of(
          "host",
          value -> value.chars().noneMatch(c -> c == '@' || c == '/' || Character.isWhitespace(c)));

  /** A comma list of host:port. */
  static final SettingType ADDRESSES =
      of("addresses", value -> Values.split(value).stream().allMatch(HostPort::isValid));

  /** The path of a readable file, relative to the home folder, which {@link Values#file} knows. */
  static final SettingType READABLE_FILE = of("file", value -> true);

  private static SettingType of(String allowed, Predicate<String> test) {
    return new SettingType(test, Message.of("config.allowed." + allowed));
  }

  /** A whole number of some unit, whose text key is {@code config.unit.UNIT}. */
  static SettingType whole(long least, long most, String unit) {
    Message unitText = Message.of("config.unit." + unit);
    return new SettingType(
        value -> isWhole(value, least, most),
        most == Long.MAX_VALUE
            ? Message.of("config.allowed.at_least", least, unitText)
            : Message.of("config.allowed.range", least, most, unitText));
  }

  private static boolean isWhole(String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      return number >= least && number <= most;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** One of a few words, in any case. */
  static SettingType choice(List<String> words) {
    return new SettingType(
        value -> words.contains(value.toLowerCase(Locale.ROOT)),
        Message.of("config.allowed.choice", String.join(", ", words)));
  }

  /** How long a name is for the broker. */
  static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  static boolean isYes(String value) {
    return YES.contains(value.toLowerCase(Locale.ROOT));
  }

  /** Whether its values are http or https addresses. */
  boolean isHttp() {
    return this == URL || this == URLS;
  }

  /** Whether a non-empty value is one of these. */
  boolean accepts(String value) {
    return test.test(value);
  }
}
