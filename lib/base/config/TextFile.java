package lib.base.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lib.base.files.FileProblem;
import lib.base.text.Message;

/** A configuration file as lines of UTF-8. */
public record TextFile(Path path, List<String> lines) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Reads a file.
   *
   * @throws ConfigException if it cannot be read or is not UTF-8
   */
  static TextFile read(Path path) {
    byte[] bytes = bytes(path);
    var input = ByteBuffer.wrap(bytes);
    var text = CharBuffer.allocate(bytes.length);
    var result = StandardCharsets.UTF_8.newDecoder().decode(input, text, true);
    if (result.isError()) {
      throw new ConfigException("config.not_utf8", where(path, lineAt(bytes, input.position())));
    }
    String content = text.flip().toString();
    return new TextFile(
        path,
        List.of(
            (content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content)
                .split("\r\n|\n|\r", -1)));
  }

  /**
   * The bytes of a file that the configuration names.
   *
   * @throws ConfigException if it cannot be read
   */
  public static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new ConfigException(
          Message.of("config.file_unreadable", path, FileProblem.of(path, e)), e);
    }
  }

  private static int lineAt(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  /** A line of this file, for messages; lines are counted from 1. */
  Message where(int line) {
    return where(path, line);
  }

  private static Message where(Path path, int line) {
    return Message.of("config.source.file", path, line);
  }
}
