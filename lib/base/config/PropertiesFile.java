package lib.base.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import lib.base.config.Entry.Origin;
import lib.base.text.Message;

/**
 * A file of Java properties in UTF-8. {@link Properties} does the parsing; it is handed one logical
 * line at a time, because it does not tell the lines of what it read.
 */
final class PropertiesFile {

  private PropertiesFile() {}

  /**
   * All entries in their order.
   *
   * @throws ConfigException if the file cannot be read or has a malformed line
   */
  static List<Entry> read(Path path) {
    var file = TextFile.read(path);
    var entries = new ArrayList<Entry>();
    var logical = new StringBuilder();
    int start = 0;
    for (int i = 0; i < file.lines().size(); i++) {
      String line = file.lines().get(i).stripLeading();
      if (logical.isEmpty()) {
        start = i + 1;
        if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
          continue;
        }
      }
      boolean more = isContinued(line) && i + 1 < file.lines().size();
      logical.append(more ? line.substring(0, line.length() - 1) : line);
      if (!more) {
        entries.addAll(parse(logical.toString(), file.where(start)));
        logical.setLength(0);
      }
    }
    return entries;
  }

  /** An odd number of backslashes at the end joins the next line. */
  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static List<Entry> parse(String logicalLine, Message where) {
    var parsed = new Properties();
    try {
      parsed.load(new StringReader(logicalLine));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(Message.of("config.malformed_escape", where), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed.stringPropertyNames().stream()
        .map(key -> new Entry(key, parsed.getProperty(key).strip(), Origin.CONFIG_FILE, where))
        .toList();
  }
}
