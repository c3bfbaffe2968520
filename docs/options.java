///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Writes the tables of options into the manual, as the tools themselves explain them
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES ../lib/base/cli/package-info.java

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Replaces what stands between {@code <!-- options: TOOL -->} and {@code <!-- end -->} in the pages
 * by a table made from {@code ./jbang TOOL.java --help}. It knows nothing of the tools but their
 * help, which is the text that a user sees as well.
 */
@Command(
    name = "options.java",
    mixinStandardHelpOptions = true,
    description =
        "Writes the tables of options into docs/en and docs/ru, as the tools' --help has them.",
    footer = {
      "",
      "Exit code: 0 done, or nothing to do; 1 --check found a stale table; 2 failed.",
      "",
      "Examples:",
      "  ./jbang docs/options.java",
      "  ./jbang docs/options.java --check"
    })
class OptionTables implements Callable<Integer> {

  private static final Pattern TABLE =
      Pattern.compile("(?s)<!-- options: ([\\w/]+) -->\n.*?<!-- end -->");

  @Option(names = "--check", description = "Change nothing; name the pages whose tables are stale.")
  private boolean check;

  /** The wrapper says where the project is. */
  private final Path home = Path.of(System.getenv().getOrDefault("UCW_HOME", "")).toAbsolutePath();

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);

  public static void main(String... args) {
    System.exit(
        new CommandLine(new OptionTables())
            .setExecutionExceptionHandler(OptionTables::failed)
            .execute(args));
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println(e.getMessage());
    return 2;
  }

  /** Each table costs a start of its tool, so the pages are done at the same time. */
  @Override
  public Integer call() throws IOException {
    List<Page> stale = pages().parallelStream().filter(this::isStale).toList();
    stale.forEach(page -> (check ? err : out).println((check ? "stale: " : "written: ") + page));
    if (check && !stale.isEmpty()) {
      err.println("The tools explain their options differently. Run: ./jbang docs/options.java");
      return 1;
    }
    return 0;
  }

  private List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (PageLanguage language : PageLanguage.values()) {
      try (Stream<Path> files = Files.list(home.resolve("docs").resolve(language.code()))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .sorted()
            .forEach(file -> pages.add(new Page(language, file)));
      }
    }
    return pages;
  }

  /** Whether a table of the page is not what the tool says; without {@code --check} it is then. */
  private boolean isStale(Page page) {
    try {
      String text = Files.readString(page.file());
      String fresh = withTables(text, page.language());
      if (!check && !fresh.equals(text)) {
        Files.writeString(page.file(), fresh);
      }
      return !fresh.equals(text);
    } catch (IOException e) {
      throw new UncheckedIOException(page + ": " + e.getMessage(), e);
    }
  }

  private String withTables(String page, PageLanguage language) throws IOException {
    Map<String, String> tables = new HashMap<>();
    for (MatchResult found : TABLE.matcher(page).results().toList()) {
      String tool = found.group(1);
      tables.put(tool, language.table(new ToolHelp(home, tool, language.code()).rows()));
    }
    return TABLE
        .matcher(page)
        .replaceAll(found -> Matcher.quoteReplacement(between(found, tables.get(found.group(1)))));
  }

  private static String between(MatchResult found, String table) {
    return "<!-- options: " + found.group(1) + " -->\n" + table + "<!-- end -->";
  }
}

/** A page of the manual. */
record Page(PageLanguage language, Path file) {

  @Override
  public String toString() {
    return language.code() + "/" + file.getFileName();
  }
}

/** A language of the manual, and how its tables look. */
enum PageLanguage {
  EN("| Option | Meaning |"),
  RU("| Параметр | Значение |");

  private final String heading;

  PageLanguage(String heading) {
    this.heading = heading;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String table(List<OptionRow> rows) {
    return rows.stream()
        .map(row -> "| " + row.names() + " | " + row.meaning() + " |\n")
        .collect(Collectors.joining("", heading + "\n|---|---|\n", ""));
  }
}

/** A row of a table, as Markdown. */
record OptionRow(String names, String meaning) {}

/** What a tool says with {@code --help}. */
record ToolHelp(Path home, String tool, String language) {

  /** So wide that no line is broken. */
  private static final String WIDTH = "-Dpicocli.usage.width=4000";

  private static final Pattern NAMES =
      Pattern.compile("^ {2,6}(-\\S.*|\\[?[A-Z][A-Z.\\]]*(?: {2,}\\S.*)?)$");
  private static final Pattern MEANING = Pattern.compile("^ {7,}(\\S.*)$");
  private static final Pattern GAP = Pattern.compile(" {2,}");
  private static final Pattern LONG_OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");

  /** Positional parameters first, then the options, in the order of the help. */
  List<OptionRow> rows() throws IOException {
    List<OptionRow> rows = new ArrayList<>();
    String names = "";
    for (String line : help().lines().toList()) {
      Matcher meaning = MEANING.matcher(line);
      Matcher begin = NAMES.matcher(line);
      if (begin.matches()) {
        String[] parts = GAP.split(begin.group(1), 2);
        names = parts.length == 2 ? "" : parts[0];
        if (parts.length == 2) {
          rows.add(row(parts[0], parts[1]));
        }
      } else if (meaning.matches() && !names.isEmpty()) {
        rows.add(row(names, meaning.group(1)));
        names = "";
      }
    }
    if (rows.isEmpty()) {
      throw new IOException(tool + ".java --help --lang " + language + " names no option");
    }
    return rows;
  }

  private static OptionRow row(String names, String meaning) {
    String code =
        Arrays.stream(names.split(", (?=-)"))
            .map(name -> "`" + name.replace("|", "\\|") + "`")
            .collect(Collectors.joining(", "));
    String text = LONG_OPTION.matcher(meaning.strip()).replaceAll("`$0`");
    return new OptionRow(code, text.replace("|", "\\|"));
  }

  private String help() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                home.resolve("jbang").toString(),
                home.resolve(tool + ".java").toString(),
                "--help",
                "--lang",
                language)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().merge("JAVA_TOOL_OPTIONS", WIDTH, (given, width) -> given + " " + width);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException("./jbang " + tool + ".java --help ended with exit code " + code);
    }
    return text;
  }
}
