///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Formats the project's Java files with google-java-format and writes the manifests' own lines
//RUNTIME_OPTIONS -XX:+UseSerialGC -Xshare:auto --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED
//DEPS com.google.googlejavaformat:google-java-format:1.28.0
//SOURCES support/House.java
//SOURCES support/Project.java
//SOURCES support/SourceFile.java
//SOURCES ../lib/base/cli/package-info.java

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tests.support.House;
import tests.support.Project;
import tests.support.SourceFile;

@CommandLine.Command(
    name = "format.java",
    description = {
      "Formats Java files; all of the project's if none is named.",
      "In a package's manifest it also writes the //SOURCES lines of the package's own files,",
      "and in scripts too it says //SOURCES or //USES before another package's manifest.",
      "Exit code: 0 all are in order now, 1 (with --check) some are not, 2 one cannot be read."
    })
class Format implements Callable<Integer> {

  /**
   * The shell's first line and JBang's directives. The formatter would put a space into them, which
   * ends their meaning, and wrap long ones.
   */
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^//(/usr/bin/|[A-Z_]+ ).*$");

  private static final Pattern PLACEHOLDER = Pattern.compile("(?m)^// directive (\\d+)$");

  private static final Pattern MANIFEST =
      Pattern.compile("(?m)^//(SOURCES|USES) \\S*/package-info\\.java$");

  private static final Pattern OWN_FILE = Pattern.compile("(?m)^//SOURCES [^/\\s]+\\.java\n");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help")
  boolean help;

  @Option(names = "--check", description = "Changes nothing, names the files that are not in order")
  boolean check;

  @Parameters(paramLabel = "FILE")
  List<Path> files = new ArrayList<>();

  private final House house = new House(Project.home());

  public static void main(String... args) {
    System.exit(new CommandLine(new Format()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    int exitCode = 0;
    for (Path file : files.isEmpty() ? Project.javaFiles() : files) {
      exitCode = Math.max(exitCode, format(file));
    }
    return exitCode;
  }

  private int format(Path file) throws IOException {
    String source = Files.readString(file);
    try {
      String formatted = format(withManifests(file, source));
      if (formatted.equals(source)) {
        return 0;
      }
      System.out.println(file);
      if (check) {
        return 1;
      }
      Files.writeString(file, formatted);
      return 0;
    } catch (FormatterException e) {
      System.err.println(file + ":" + e.getMessage());
      return 2;
    }
  }

  private String withManifests(Path file, String source) throws IOException {
    String text = file.endsWith("package-info.java") ? withOwnFiles(file, source) : source;
    if (!MANIFEST.matcher(text).find()) {
      return text;
    }
    Iterator<String> lines =
        house.manifestLines(new SourceFile(file.toAbsolutePath().normalize(), text)).iterator();
    return MANIFEST.matcher(text).replaceAll(line -> Matcher.quoteReplacement(lines.next()));
  }

  /** The lines of other packages' manifests are people's business, those of own files are not. */
  private static String withOwnFiles(Path manifest, String source) throws IOException {
    String own;
    try (Stream<Path> files = Files.list(manifest.toAbsolutePath().getParent())) {
      own =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
              .sorted()
              .map(name -> "//SOURCES " + name + "\n")
              .collect(Collectors.joining());
    }
    Matcher line = OWN_FILE.matcher(source);
    int place = line.find() ? line.start() : source.indexOf("package ");
    String rest = OWN_FILE.matcher(source).replaceAll("");
    return rest.substring(0, place) + own + rest.substring(place);
  }

  private static String format(String source) throws FormatterException {
    List<String> directives = new ArrayList<>();
    String neutral =
        DIRECTIVE
            .matcher(source)
            .replaceAll(
                directive -> {
                  directives.add(directive.group());
                  return "// directive " + (directives.size() - 1);
                });
    return PLACEHOLDER
        .matcher(new Formatter().formatSourceAndFixImports(neutral))
        .replaceAll(
            place -> Matcher.quoteReplacement(directives.get(Integer.parseInt(place.group(1)))));
  }
}
