package lib.systems.variables;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lib.base.files.FileProblem;
import lib.base.text.Message;

/**
 * Where an option's text comes from: the option itself, a file ({@code @FILE}) or standard input
 * ({@code -}).
 *
 * @param folder relative names start there
 */
public record VariableInput(Path folder, InputStream stdin) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * The text that an option's value stands for.
   *
   * @throws VariableException if it cannot be read, is not UTF-8, or a file or stdin is empty: then
   *     whatever should have written it has failed
   */
  public String text(String option) {
    if (option.equals("-")) {
      return filled(decoded(standardInput(), Message.of("variables.stdin")), "-");
    }
    if (option.startsWith("@")) {
      String file = option.substring(1);
      return filled(decoded(bytes(file), Message.of("variables.file", file)), file);
    }
    return option;
  }

  private byte[] standardInput() {
    try {
      return stdin.readAllBytes();
    } catch (IOException e) {
      throw new VariableException(
          Message.of("variables.unreadable", "-", String.valueOf(e.getMessage())), e);
    }
  }

  private byte[] bytes(String file) {
    Path path = folder.resolve(file);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new VariableException(
          Message.of("variables.unreadable", file, FileProblem.of(path, e)), e);
    }
  }

  private static String decoded(byte[] bytes, Message source) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new VariableException(Message.of("variables.not_utf8", source), e);
    }
  }

  private static String filled(String text, String source) {
    if (text.isBlank()) {
      throw new VariableException(Message.of("variables.empty_source", source), null);
    }
    return text;
  }
}
