package lib.base.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import lib.base.text.Message;

/**
 * What values a setting may have.
 *
 * @param allowed what is allowed, for the error message
 * @param check whether a non-empty value is one of these; connections between settings are not
 *     looked at
 * @param plain the one form of an accepted value among those that mean the same
 */
record SettingType(Message allowed, Predicate<String> check, UnaryOperator<String> plain) {

  /** AMQP 0-9-1 writes the length of a name into one byte. */
  private static final int MOST_BYTES = 255;

  private static final List<String> YES = List.of("true", "1", "yes", "on", "y", "t");
  private static final List<String> NO = List.of("false", "0", "no", "off", "n", "f");

  static final SettingType TEXT = of("text", value -> true);

  /** A comma list of names; one of commas alone would come to mean "nothing" or "everything". */
  static final SettingType NAMES = of("names", everyOne(name -> true));

  /** The name of a queue or an exchange, or a routing key. */
  static final SettingType BROKER_NAME =
      new SettingType(
          Message.of("config.allowed.broker_name", MOST_BYTES),
          value -> bytes(value) <= MOST_BYTES,
          UnaryOperator.identity());

  /** Yes or no, in all the ways that the predecessor took. */
  static final SettingType FLAG =
      new SettingType(
          Message.of("config.allowed.flag"),
          value -> isYes(value) || NO.contains(lower(value)),
          value -> String.valueOf(isYes(value)));

  /** An http or https address without credentials. */
  static final SettingType URL = of("url", HttpUrl::isValid);

  /** A comma list of http or https addresses. */
  static final SettingType URLS = of("urls", everyOne(HttpUrl::isValid));

  /** An amqp or amqps address, which may hold credentials. */
  static final SettingType AMQP_URL = of("amqp", AmqpUri::isValid);

  /** A host name or an IP address; of a whole address put here the password would be shown. */
  static final SettingType HOST = of("host", value -> HostPort.isHost(HostPort.unbracketed(value)));

  /** A comma list of host:port. */
  static final SettingType ADDRESSES = of("addresses", everyOne(HostPort::isValid));

  /** The path of a readable file, relative to the home folder, which Values.file() knows. */
  static final SettingType READABLE_FILE = of("file", value -> true);

  private static SettingType of(String key, Predicate<String> check) {
    return new SettingType(Message.of("config.allowed." + key), check, UnaryOperator.identity());
  }

  private static Predicate<String> everyOne(Predicate<String> check) {
    return value -> {
      List<String> all = Values.split(value);
      return !all.isEmpty() && all.stream().allMatch(check);
    };
  }

  /** A whole number of some unit, whose text key is {@code config.unit.UNIT}. */
  static SettingType whole(long least, long most, String unit) {
    var unitText = Message.of("config.unit." + unit);
    return new SettingType(
        most == Long.MAX_VALUE
            ? Message.of("config.allowed.at_least", least, unitText)
            : Message.of("config.allowed.range", least, most, unitText),
        value -> isBetween(least, most, value),
        value -> String.valueOf(Long.parseLong(value)));
  }

  private static boolean isBetween(long least, long most, String value) {
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
        Message.of("config.allowed.choice", String.join(", ", words)),
        value -> words.contains(lower(value)),
        SettingType::lower);
  }

  static boolean isYes(String value) {
    return YES.contains(lower(value));
  }

  private static String lower(String value) {
    return value.toLowerCase(Locale.ROOT);
  }

  /** How long AMQP finds a name. */
  static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  boolean accepts(String value) {
    return check.test(value);
  }

  /** Whether two values mean the same. */
  boolean isSame(String one, String other) {
    return accepts(one) && accepts(other)
        ? plain.apply(one).equals(plain.apply(other))
        : one.equals(other);
  }

  /** Whether values are addresses that no credentials may stand in. */
  boolean isHttp() {
    return equals(URL) || equals(URLS);
  }
}
