package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Coded;

/**
 * What the Java client loses of a message when it reads its properties. A message of which it loses
 * something cannot be written again as it was.
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-errata#section_3">RabbitMQ, AMQP 0-9-1 errata,
 *     field types</a>
 */
public enum Alteration implements Coded {
  /** Bytes of a property or of a header's name that are no UTF-8 become question marks. */
  NOT_UTF8,
  /** Of two headers of one name it keeps the first. */
  REPEATED_HEADER,
  /** It counts times in milliseconds; what has no room in 64 bits then becomes another time. */
  TIMESTAMP,
  /** Unsigned numbers and truth values other than 0 and 1 are written in another form. */
  NUMBER_TYPE,
  /** It cannot read the properties at all, and would close the connection. */
  UNREADABLE,
  /** The body has no room in this program's memory. */
  TOO_LARGE,
  /** It has a header of the name with which this program marks such messages. */
  MARKED;

  /** The header under which {@link CheckedFrames} hands on what it has found. */
  static final String HEADER = "x-ucw-altered";

  /** What was lost of these properties; empty if they are as they came. */
  public static Optional<Alteration> of(BasicProperties properties) {
    Map<String, Object> headers = properties.getHeaders();
    if (headers == null || !headers.containsKey(HEADER)) {
      return Optional.empty();
    }
    return Optional.of(of(String.valueOf(headers.get(HEADER))));
  }

  /** By its name in JSON; {@link #MARKED} for a name that is none. */
  public static Alteration of(String code) {
    return Arrays.stream(values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElse(MARKED);
  }

  /** The properties as the client has read them, without the mark. */
  public static BasicProperties withoutMark(BasicProperties properties) {
    Map<String, Object> headers = properties.getHeaders();
    if (headers == null || !headers.containsKey(HEADER)) {
      return properties;
    }
    Map<String, Object> own = new LinkedHashMap<>(headers);
    own.remove(HEADER);
    return properties.builder().headers(own.isEmpty() ? null : own).build();
  }
}
