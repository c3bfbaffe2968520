package lib.systems.rabbitmq;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes header tables readable for the Java client, which closes the connection at field types that
 * it does not know: {@code L} (as py-amqp, and so Celery and kombu, writes every integer beyond 32
 * bits), {@code B} and {@code i}. Each becomes a type that the client knows and that holds the same
 * number. A table that cannot be understood at all becomes one header with its bytes.
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-errata#section_3">RabbitMQ, AMQP 0-9-1 errata,
 *     field types</a>
 */
final class HeaderTables {

  /** The header that has the bytes of a table that nobody understands. */
  static final String UNREADABLE = "x-unreadable-headers";

  /** Deeper ones would exhaust the stack, here and in the client. */
  private static final int DEEPEST = 100;

  /** Class id, weight and the body's size stand before the property flags. */
  private static final int FLAGS_AT = 12;

  private static final int CONTENT_TYPE = 1 << 15;
  private static final int CONTENT_ENCODING = 1 << 14;
  private static final int HEADERS = 1 << 13;
  private static final int MORE_FLAGS = 1;

  private HeaderTables() {}

  /**
   * The payload of a content header frame as the client can read it; the same array if it can read
   * it as it is.
   */
  static byte[] readable(byte[] payload) {
    try {
      return tableAt(payload).map(at -> readable(payload, at)).orElse(payload);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return payload; // Not a content header at all: the client says what is wrong with it.
    }
  }

  /** Where the header table's length stands; empty if the message has no headers. */
  private static Optional<Integer> tableAt(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload).position(FLAGS_AT);
    int flags = in.getShort();
    for (int more = flags; (more & MORE_FLAGS) != 0; ) {
      more = in.getShort();
    }
    if ((flags & HEADERS) == 0) {
      return Optional.empty();
    }
    for (int property : new int[] {CONTENT_TYPE, CONTENT_ENCODING}) {
      if ((flags & property) != 0) {
        skip(in, Byte.toUnsignedInt(in.get()));
      }
    }
    return Optional.of(in.position());
  }

  private static byte[] readable(byte[] payload, int at) {
    ByteBuffer in = ByteBuffer.wrap(payload).position(at);
    int length = in.getInt();
    boolean fits = length >= 0 && length <= in.remaining();
    byte[] table = new byte[fits ? length : in.remaining()];
    in.get(table);
    byte[] known = fits ? knownOrWrapped(table) : wrapped(table);
    if (Arrays.equals(known, table)) {
      return payload;
    }
    ByteBuffer out = ByteBuffer.allocate(payload.length - table.length + known.length);
    out.put(payload, 0, at).putInt(known.length).put(known);
    return out.put(payload, in.position(), in.remaining()).array();
  }

  private static byte[] knownOrWrapped(byte[] table) {
    try {
      return known(table, 0);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return wrapped(table);
    }
  }

  private static byte[] wrapped(byte[] table) {
    byte[] name = UNREADABLE.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(1 + name.length + 1 + Integer.BYTES + table.length);
    return out.put((byte) name.length)
        .put(name)
        .put((byte) 'x')
        .putInt(table.length)
        .put(table)
        .array();
  }

  /** A table's content with types that the client knows. */
  private static byte[] known(byte[] table, int depth) {
    ByteBuffer in = ByteBuffer.wrap(table);
    ByteArrayOutputStream out = new ByteArrayOutputStream(table.length);
    while (in.hasRemaining()) {
      int name = Byte.toUnsignedInt(in.get());
      out.write(name);
      copy(in, name, out);
      value(in, out, depth);
    }
    return out.toByteArray();
  }

  private static byte[] knownArray(byte[] array, int depth) {
    ByteBuffer in = ByteBuffer.wrap(array);
    ByteArrayOutputStream out = new ByteArrayOutputStream(array.length);
    while (in.hasRemaining()) {
      value(in, out, depth);
    }
    return out.toByteArray();
  }

  private static void value(ByteBuffer in, ByteArrayOutputStream out, int depth) {
    char type = (char) in.get();
    switch (type) {
      case 'L' -> number(out, 'l', in.getLong(), Long.BYTES);
      case 'B' -> number(out, 's', Byte.toUnsignedInt(in.get()), Short.BYTES);
      case 'i' -> number(out, 'l', Integer.toUnsignedLong(in.getInt()), Long.BYTES);
      case 'F', 'A' -> container(type, in, out, depth + 1);
      case 'S', 'x' -> {
        byte[] content = content(in);
        number(out, type, content.length, Integer.BYTES);
        out.writeBytes(content);
      }
      default -> {
        out.write(type);
        copy(in, size(type), out);
      }
    }
  }

  private static void container(char type, ByteBuffer in, ByteArrayOutputStream out, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("more than " + DEEPEST + " levels");
    }
    byte[] content = content(in);
    byte[] known = type == 'F' ? known(content, depth) : knownArray(content, depth);
    number(out, type, known.length, Integer.BYTES);
    out.writeBytes(known);
  }

  /** So many bytes as the type has; the client knows all of them. */
  private static int size(char type) {
    return switch (type) {
      case 'V' -> 0;
      case 't', 'b' -> 1;
      case 's', 'u' -> 2;
      case 'I', 'f' -> 4;
      case 'D' -> 5;
      case 'l', 'd', 'T' -> 8;
      default -> throw new IllegalArgumentException("field type " + (int) type);
    };
  }

  private static byte[] content(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }

  private static void number(ByteArrayOutputStream out, char type, long value, int bytes) {
    out.write(type);
    for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write((int) (value >>> shift));
    }
  }

  private static void copy(ByteBuffer in, int length, ByteArrayOutputStream out) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    out.writeBytes(bytes);
  }

  private static void skip(ByteBuffer in, int length) {
    in.get(new byte[length]);
  }
}
