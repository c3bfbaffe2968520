package lib.systems.rabbitmq;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A content header frame of AMQP 0-9-1, read before the client reads it: class, weight, size of the
 * body, flags, and the properties whose flags are set.
 *
 * <p>Integers of the type {@code L}, which py-amqp (Celery, kombu) writes and the client refuses,
 * become {@code l} in place: both have eight bytes behind them.
 */
final class ContentHeader {

  static final int SIZE_AT = 4;
  static final int FLAGS_AT = 12;
  static final int PROPERTIES_AT = 14;
  private static final int CONTENT_TYPE = 1 << 15;
  static final int HEADERS = 1 << 13;
  private static final int DELIVERY_MODE = 1 << 12;
  private static final int PRIORITY = 1 << 11;
  private static final int TIMESTAMP = 1 << 6;

  /** All properties; the lowest two bits mean nothing that is in use. */
  private static final int LAST = 1 << 2;

  /** The client reads no more levels of tables and lists. */
  private static final int DEEPEST = 31;

  private static final long MOST_SECONDS = Long.MAX_VALUE / 1000;

  private final byte[] payload;
  private final ByteBuffer bytes;
  private int headersAt;
  private Optional<Alteration> alteration = Optional.empty();

  /**
   * Reads the header and replaces what the client would not read.
   *
   * @param payload of the frame; changed where it has an {@code L}
   */
  ContentHeader(byte[] payload) {
    this.payload = payload;
    this.bytes = ByteBuffer.wrap(payload);
    try {
      readProperties();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      alteration = Optional.of(Alteration.UNREADABLE);
    }
  }

  /** What the client loses of it. */
  Optional<Alteration> alteration() {
    return alteration;
  }

  /** All of it, as the client can read it if that is possible at all. */
  byte[] payload() {
    return payload;
  }

  /** Where the headers stand, or would stand. */
  int headersAt() {
    return headersAt;
  }

  long bodySize() {
    return bytes.getLong(SIZE_AT);
  }

  private int flags() {
    return bytes.getShort(FLAGS_AT) & 0xffff;
  }

  private void readProperties() {
    bytes.position(PROPERTIES_AT);
    int flags = flags();
    if ((flags & (LAST - 1)) != 0) {
      throw new IllegalArgumentException("flags of properties that do not exist");
    }
    for (int flag = CONTENT_TYPE; flag >= LAST; flag >>= 1) {
      if (flag == HEADERS) {
        headersAt = bytes.position();
      }
      if ((flags & flag) != 0) {
        property(flag);
      }
    }
  }

  private void property(int flag) {
    switch (flag) {
      case HEADERS -> table(0);
      case DELIVERY_MODE, PRIORITY -> bytes.get();
      case TIMESTAMP -> timestamp();
      default -> shortText();
    }
  }

  private void table(int depth) {
    int end = end(bytes.getInt());
    Set<String> names = new HashSet<>();
    while (bytes.position() < end) {
      String name = shortText();
      if (!names.add(name)) {
        lost(Alteration.REPEATED_HEADER);
      }
      if (depth == 0 && name.equals(Alteration.HEADER)) {
        lost(Alteration.MARKED);
      }
      value(depth + 1);
    }
    requireEnd(end);
  }

  private void list(int depth) {
    int end = end(bytes.getInt());
    while (bytes.position() < end) {
      value(depth + 1);
    }
    requireEnd(end);
  }

  private void value(int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("deeper than the client reads");
    }
    char type = (char) bytes.get();
    switch (type) {
      case 'F' -> table(depth);
      case 'A' -> list(depth);
      case 'S', 'x' -> skip(bytes.getInt());
      case 'T' -> timestamp();
      case 't' -> truth();
      case 'L' -> longInteger();
      default -> simple(type);
    }
  }

  private void simple(char type) {
    switch (type) {
      case 'V' -> {}
      case 'b' -> skip(1);
      case 's' -> skip(2);
      case 'I', 'f' -> skip(4);
      case 'D' -> skip(5);
      case 'l', 'd' -> skip(8);
      case 'B' -> unsigned(1);
      case 'u' -> unsigned(2);
      case 'i' -> unsigned(4);
      default -> throw new IllegalArgumentException("a type that the client does not know");
    }
  }

  private void longInteger() {
    payload[bytes.position() - 1] = 'l';
    skip(8);
  }

  private void unsigned(int size) {
    skip(size);
    lost(Alteration.NUMBER_TYPE);
  }

  private void truth() {
    int value = bytes.get();
    if (value != 0 && value != 1) {
      lost(Alteration.NUMBER_TYPE);
    }
  }

  private void timestamp() {
    long seconds = bytes.getLong();
    if (seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
      lost(Alteration.TIMESTAMP);
    }
  }

  private String shortText() {
    int length = bytes.get() & 0xff;
    int start = bytes.position();
    skip(length);
    String text = new String(payload, start, length, StandardCharsets.UTF_8);
    boolean same =
        Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(payload, start, start + length));
    if (!same) {
      lost(Alteration.NOT_UTF8);
    }
    return text;
  }

  private int end(int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    return bytes.position() + length;
  }

  private void skip(int length) {
    bytes.position(end(length));
  }

  private void requireEnd(int end) {
    if (bytes.position() != end) {
      throw new IllegalArgumentException("a table or a list that ends within a value");
    }
  }

  private void lost(Alteration what) {
    alteration = alteration.or(() -> Optional.of(what));
  }
}
