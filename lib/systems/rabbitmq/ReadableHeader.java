package lib.systems.rabbitmq;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Makes of a content header what the client gets of it. */
final class ReadableHeader {

  private ReadableHeader() {}

  /**
   * The payload for the client: without properties if it could not read them.
   *
   * @param marked whether to say in a header what was lost
   * @param withBody whether the body follows
   */
  static byte[] of(ContentHeader header, boolean marked, boolean withBody) {
    Optional<Alteration> found = withBody ? header.alteration() : Optional.of(Alteration.TOO_LARGE);
    boolean unreadable = header.alteration().filter(Alteration.UNREADABLE::equals).isPresent();
    byte[] readable = unreadable ? withoutProperties(header) : header.payload();
    if (!withBody) {
      ByteBuffer.wrap(readable).putLong(ContentHeader.SIZE_AT, 0);
    }
    int headersAt = unreadable ? ContentHeader.PROPERTIES_AT : header.headersAt();
    return marked && found.isPresent() ? marked(readable, headersAt, found.get()) : readable;
  }

  private static byte[] withoutProperties(ContentHeader header) {
    byte[] result = Arrays.copyOf(header.payload(), ContentHeader.PROPERTIES_AT);
    ByteBuffer.wrap(result).putShort(ContentHeader.FLAGS_AT, (short) 0);
    return result;
  }

  /** Puts the mark in front of the headers: of two of one name the client takes the first. */
  private static byte[] marked(byte[] readable, int headersAt, Alteration found) {
    ByteBuffer old = ByteBuffer.wrap(readable);
    int flags = old.getShort(ContentHeader.FLAGS_AT) & 0xffff;
    boolean hasHeaders = (flags & ContentHeader.HEADERS) != 0;
    int length = hasHeaders ? old.getInt(headersAt) : 0;
    int rest = headersAt + (hasHeaders ? Integer.BYTES + length : 0);
    byte[] mark = mark(found);
    ByteBuffer result = ByteBuffer.allocate(readable.length + mark.length + Integer.BYTES);
    result.put(readable, 0, headersAt).putInt(length + mark.length);
    result.put(mark).put(readable, rest - length, length);
    result.put(readable, rest, readable.length - rest);
    result.putShort(ContentHeader.FLAGS_AT, (short) (flags | ContentHeader.HEADERS));
    return Arrays.copyOf(result.array(), result.position());
  }

  private static byte[] mark(Alteration found) {
    byte[] name = Alteration.HEADER.getBytes(StandardCharsets.US_ASCII);
    byte[] code = found.code().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream mark = new ByteArrayOutputStream();
    mark.write(name.length);
    mark.writeBytes(name);
    mark.write('S');
    mark.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(code.length).array());
    mark.writeBytes(code);
    return mark.toByteArray();
  }
}
