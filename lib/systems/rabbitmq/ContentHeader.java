package lib.systems.rabbitmq;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A content header frame of AMQP 0-9-1, read before the client reads it: class, weight, size of the
 * body, flags, and the properties whose flags are set.
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

  private final byte[] payload;
  private final ByteBuffer bytes;
  private final HeaderFields fields;
  private int headersAt;
  private boolean unreadable;

  /**
   * Reads the header and replaces what the client would not read.
   *
   * @param payload of the frame; changed where it has an {@code L}
   */
  ContentHeader(byte[] payload) {
    this.payload = payload;
    this.bytes = ByteBuffer.wrap(payload);
    this.fields = new HeaderFields(bytes);
    try {
      readProperties();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      unreadable = true;
    }
  }

  /** What the client loses of it. */
  Optional<Alteration> alteration() {
    return unreadable ? Optional.of(Alteration.UNREADABLE) : fields.alteration();
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
      case HEADERS -> fields.table();
      case DELIVERY_MODE, PRIORITY -> bytes.get();
      case TIMESTAMP -> fields.timestamp();
      default -> fields.shortText();
    }
  }
}
