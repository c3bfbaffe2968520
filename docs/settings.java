///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Writes the tables of settings in the manual from the settings themselves
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES ../lib/base/cli/package-info.java
//USES ../lib/base/config/package-info.java
//USES ../lib/base/text/package-info.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.config.SettingDescription;
import lib.base.config.SettingTable;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes what stands between {@code <!-- settings: generated -->} and {@code <!-- end -->} in the
 * pages. What a setting means is a sentence of a person: it is taken over from the page.
 */
@Command(
    name = "settings.java",
    mixinStandardHelpOptions = true,
    description = "Writes the tables of settings in the manual from the settings themselves.",
    footer = {"", "Exit code: 0 written, or nothing to write; 1 --check found a stale table."})
class SettingPages implements Callable<Integer> {

  private static final String END = "<!-- end -->";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\|.*\\| (.*) \\|$");
  private static final String ANY_TEXT = "config.allowed.text";

  @Option(names = "--check", description = "Write nothing, name the pages whose tables are stale")
  private boolean check;

  public static void main(String... args) {
    System.exit(new CommandLine(new SettingPages()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path docs = Path.of(Optional.ofNullable(System.getenv("UCW_HOME")).orElse("."), "docs");
    boolean stale = false;
    for (Language language : Language.values()) {
      Path folder = docs.resolve(language.code());
      Texts texts = Texts.load(language);
      stale |=
          update(folder.resolve("configuration.md"), "settings", page -> settings(page, texts));
      Path migration = folder.resolve("migration.md");
      stale |= update(migration, "old names", page -> oldNames(texts));
      stale |= update(migration, "obsolete", page -> obsolete(texts));
    }
    return stale && check ? 1 : 0;
  }

  /** The new contents of a block, made from the page as it is. */
  private interface Block {
    String of(String page);
  }

  private boolean update(Path file, String name, Block block) throws IOException {
    String page = Files.readString(file);
    String start = "<!-- " + name + ": generated -->";
    int from = page.indexOf(start);
    int to = page.indexOf(END, from);
    if (from < 0 || to < 0) {
      throw new IOException(file + ": there is no " + start + " ... " + END);
    }
    String wanted =
        page.substring(0, from) + start + "\n" + block.of(page) + "\n" + page.substring(to);
    if (wanted.equals(page)) {
      return false;
    }
    if (check) {
      System.out.println(file + " is stale: run docs/settings.java");
    } else {
      Files.writeString(file, wanted);
      System.out.println(file + " written");
    }
    return true;
  }

  private static String settings(String page, Texts texts) {
    Map<String, String> meanings = meanings(page);
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (SettingDescription setting : SettingTable.descriptions()) {
      String group = setting.name().replaceFirst("\\..*", "");
      String meaning = meanings.getOrDefault(setting.name(), "");
      groups.computeIfAbsent(group, key -> new ArrayList<>()).add(row(setting, meaning, texts));
    }
    boolean russian = texts.language() == Language.RU;
    String head =
        russian
            ? "| Настройка | По умолчанию | Допускается | Значение |"
            : "| Setting | Default | Allowed | Meaning |";
    return groups.entrySet().stream()
        .map(
            group ->
                "\n### `%s.*`\n\n%s\n|---|---|---|---|\n%s\n"
                    .formatted(group.getKey(), head, String.join("\n", group.getValue())))
        .collect(Collectors.joining());
  }

  private static Map<String, String> meanings(String page) {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (Matcher row = ROW.matcher(page); row.find(); ) {
      meanings.put(row.group(1), row.group(2));
    }
    return meanings;
  }

  private static String row(SettingDescription setting, String meaning, Texts texts) {
    return "| `%s` | %s | %s | %s |"
        .formatted(setting.name(), code(setting.defaultValue()), allowed(setting, texts), meaning);
  }

  private static String code(String value) {
    return value.isEmpty() ? "" : "`" + value + "`";
  }

  private static String allowed(SettingDescription setting, Texts texts) {
    Message allowed = setting.allowed();
    return allowed.key().equals(ANY_TEXT) ? "" : texts.get(allowed);
  }

  private static String oldNames(Texts texts) {
    List<String> rows =
        SettingTable.descriptions().stream()
            .flatMap(
                s -> s.otherNames().stream().map(old -> "| `%s` | `%s` |".formatted(old, s.name())))
            .toList();
    boolean russian = texts.language() == Language.RU;
    return table(russian ? "| Прежнее имя | Настройка |" : "| Old name | Setting |", rows);
  }

  private static String obsolete(Texts texts) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    SettingTable.obsoleteNames()
        .forEach(
            (name, reason) ->
                names
                    .computeIfAbsent(texts.get(reason), key -> new ArrayList<>())
                    .add("`" + name + "`"));
    List<String> rows =
        names.entrySet().stream()
            .map(
                entry ->
                    "| %s | %s |".formatted(String.join(", ", entry.getValue()), entry.getKey()))
            .toList();
    boolean russian = texts.language() == Language.RU;
    return table(russian ? "| Имя | Почему не нужно |" : "| Name | Why it is gone |", rows);
  }

  private static String table(String head, List<String> rows) {
    return "\n%s\n|---|---|\n%s\n".formatted(head, String.join("\n", rows));
  }
}
