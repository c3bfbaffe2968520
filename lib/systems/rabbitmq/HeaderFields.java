package lib.systems.rabbitmq;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads values as AMQP 0-9-1 writes them, field tables above all, and notes what the client would
 * lose of them. Every method reads on where the one before has ended.
 *
 * <p>Integers of the type {@code L}, which py-amqp (Celery, kombu) writes and the client refuses,
 * become {@code l} in place: both have eight bytes behind them.
 */
final class HeaderFields {

  /** The client reads no more levels of tables and lists. */
  private static final int DEEPEST = 31;

  private static final long MOST_SECONDS = Long.MAX_VALUE / 1000;

  private final ByteBuffer bytes;
  private Optional<Alteration> alteration = Optional.empty();

  /**
   * @param bytes with an array; changed where they have an {@code L}
   */
  HeaderFields(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** What the client loses of what was read so far. */
  Optional<Alteration> alteration() {
    return alteration;
  }

  /** The headers themselves. */
  void table() {
    table(0);
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
    bytes.array()[bytes.position() - 1] = 'l';
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

  void timestamp() {
    long seconds = bytes.getLong();
    if (seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
      lost(Alteration.TIMESTAMP);
    }
  }

  String shortText() {
    int length = bytes.get() & 0xff;
    int start = bytes.position();
    skip(length);
    byte[] written = Arrays.copyOfRange(bytes.array(), start, start + length);
    String text = new String(written, StandardCharsets.UTF_8);
    boolean same = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), written);
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
