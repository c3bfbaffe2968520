package lib.base.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import lib.base.text.Message;

/** What values a setting may have. */
sealed interface SettingType {

  /** Whether a non-empty value is one of these. Connections between settings are not looked at. */
  boolean accepts(String value);

  /** What is allowed, for the error message. */
  Message allowed();

  /** Any text. */
  record Text() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return true;
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.text");
    }
  }

  /** The name of a queue or an exchange, or a routing key. */
  record BrokerName() implements SettingType {

    /** AMQP 0-9-1 writes the length of such a name into one byte. */
    static final int MOST_BYTES = 255;

    @Override
    public boolean accepts(String value) {
      return bytes(value) <= MOST_BYTES;
    }

    static int bytes(String value) {
      return value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.broker_name", MOST_BYTES);
    }
  }

  /** Yes or no, in all the ways that the predecessor took. */
  record Flag() implements SettingType {
    private static final List<String> YES = List.of("true", "1", "yes", "on", "y", "t");
    private static final List<String> NO = List.of("false", "0", "no", "off", "n", "f");

    @Override
    public boolean accepts(String value) {
      return isYes(value) || NO.contains(value.toLowerCase(Locale.ROOT));
    }

    static boolean isYes(String value) {
      return YES.contains(value.toLowerCase(Locale.ROOT));
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.flag");
    }
  }

  /** A whole number of some unit, whose text key is {@code config.unit.UNIT}. */
  record Whole(long least, long most, String unit) implements SettingType {
    @Override
    public boolean accepts(String value) {
      try {
        long number = Long.parseLong(value);
        return number >= least && number <= most;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public Message allowed() {
      var unitText = Message.of("config.unit." + unit);
      return most == Long.MAX_VALUE
          ? Message.of("config.allowed.at_least", least, unitText)
          : Message.of("config.allowed.range", least, most, unitText);
    }
  }

  /** One of a few words, in any case. */
  record Choice(List<String> words) implements SettingType {
    @Override
    public boolean accepts(String value) {
      return words.contains(value.toLowerCase(Locale.ROOT));
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.choice", String.join(", ", words));
    }
  }

  /** An http or https address without credentials. */
  record Url() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return HttpUrl.isValid(value);
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.url");
    }
  }

  /** A comma list of http or https addresses. */
  record Urls() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return Values.split(value).stream().allMatch(HttpUrl::isValid);
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.urls");
    }
  }

  /** An amqp or amqps address, which may hold credentials. */
  record AmqpUrl() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return AmqpUri.isValid(value);
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.amqp");
    }
  }

  /** A host name or an IP address; of a whole address put here the password would be shown. */
  record Host() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return value.chars().noneMatch(c -> c == '@' || c == '/' || Character.isWhitespace(c));
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.host");
    }
  }

  /** A comma list of host:port. */
  record Addresses() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return Values.split(value).stream().allMatch(HostPort::isValid);
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.addresses");
    }
  }

  /** The path of a readable file. */
  record ReadableFile() implements SettingType {
    @Override
    public boolean accepts(String value) {
      return true; // relative to the home folder, which Values.file() knows
    }

    @Override
    public Message allowed() {
      return Message.of("config.allowed.file");
    }
  }
}
