package lib.base.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file that a manifest packs with {@code //FILES}. */
public final class PackedFile {

  private PackedFile() {}

  /** Its text, in UTF-8. */
  public static String text(String name) {
    try (InputStream stream = PackedFile.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw new FileNotFoundException(name + " is packed by no manifest");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
