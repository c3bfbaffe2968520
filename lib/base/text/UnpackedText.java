package lib.base.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * The text of a body that its sender has compressed, as Celery and Spring AMQP can. For looking at:
 * what is saved or moved are the bytes as they came.
 *
 * @param method {@code gzip} or {@code deflate}
 */
public record UnpackedText(String method, String text) {

  /** The first bytes of gzip and of zlib, which AMQP clients call deflate. */
  private static final int GZIP = 0x1f8b;

  private static final int ZLIB = 0x78;

  /**
   * Reads it; empty if the body is not compressed, is damaged, or holds no text in UTF-8.
   *
   * @param most bytes that are unpacked: a small body can hold any number
   */
  public static Optional<UnpackedText> of(byte[] body, int most) {
    if (body.length < 2) {
      return Optional.empty();
    }
    int first = Byte.toUnsignedInt(body[0]);
    int second = Byte.toUnsignedInt(body[1]);
    int both = first << 8 | second;
    boolean zlib = first == ZLIB && both % 31 == 0;
    if (both != GZIP && !zlib) {
      return Optional.empty();
    }
    var packed = new ByteArrayInputStream(body);
    try (InputStream in = zlib ? new InflaterInputStream(packed) : new GZIPInputStream(packed)) {
      byte[] bytes = in.readNBytes(most);
      return text(bytes).map(text -> new UnpackedText(zlib ? "deflate" : "gzip", text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A character that the limit has cut in two is left out. */
  private static Optional<String> text(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var characters = CharBuffer.allocate(bytes.length);
    boolean bad = decoder.decode(ByteBuffer.wrap(bytes), characters, false).isError();
    return bad ? Optional.empty() : Optional.of(characters.flip().toString());
  }
}
