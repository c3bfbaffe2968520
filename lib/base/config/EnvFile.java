package lib.base.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.config.Entry.Origin;
import lib.base.text.Message;

/**
 * A {@code .env} file: lines {@code [export] KEY=VALUE}, where a value may stand in single quotes
 * (taken literally) or double quotes (with {@code \n \r \t \" \$ \\}), and a comment starts with
 * {@code #} at the beginning or after a blank. Nothing is substituted, so a password may hold
 * {@code $}.
 *
 * <p>It is parsed here because dotenv-java (3.2.0) rejects {@code export}, keeps single quotes,
 * cuts {@code a#b}, and its errors name no line but print it, with whatever secret is on it.
 */
final class EnvFile {

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*=\\s*(.*)", Pattern.DOTALL);
  private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*");

  private EnvFile() {}

  /**
   * All entries in their order.
   *
   * @throws ConfigException if the file cannot be read or has a malformed line
   */
  static List<Entry> read(Path path, Origin origin) {
    var file = TextFile.read(path);
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < file.lines().size(); i++) {
      String line = file.lines().get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Message where = file.where(i + 1);
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new ConfigException("config.malformed_line", where);
      }
      entries.add(new Entry(matcher.group(1), value(matcher, where), origin, where));
    }
    return entries;
  }

  private static String value(Matcher line, Message where) {
    String raw = line.group(2);
    if (raw.startsWith("'")) {
      return quoted(SINGLE_QUOTED, raw, line.group(1), where);
    }
    if (raw.startsWith("\"")) {
      return unescaped(quoted(DOUBLE_QUOTED, raw, line.group(1), where));
    }
    return COMMENT.matcher(raw).replaceFirst("").strip();
  }

  private static String quoted(Pattern form, String raw, String key, Message where) {
    Matcher matcher = form.matcher(raw);
    if (!matcher.matches()) {
      throw new ConfigException("config.malformed_quotes", where, key);
    }
    return matcher.group(1);
  }

  private static String unescaped(String text) {
    var result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        result.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      switch (escaped) {
        case 'n' -> result.append('\n');
        case 'r' -> result.append('\r');
        case 't' -> result.append('\t');
        case '"', '\\', '$', '`' -> result.append(escaped);
        default -> result.append(c).append(escaped);
      }
    }
    return result.toString();
  }
}
