package tests.support;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java file with JBang's directives. */
public record SourceFile(Path path, String text) {

  private static final Pattern COMMENTS_AND_TEXTS =
      Pattern.compile(
          "(?s)\"\"\".*?(?<!\\\\)\"\"\"|\"(\\\\.|[^\"\\\\\n])*\"|'(\\\\.|[^'\\\\])+'"
              + "|//[^\n]*|/\\*.*?\\*/");

  private static final Pattern NAMED_MANIFEST =
      Pattern.compile("(?m)^//(?:SOURCES|USES) (\\S*/package-info\\.java)$");

  /** By text, as every rule asks for it, also in copies of a file. */
  private static final Map<String, String> CODE = new ConcurrentHashMap<>();

  private static final Pattern QUALIFIED_CLASS =
      Pattern.compile("(?<![.\\w])(?:lib|sandbox|tests)\\.(?:[a-z]\\w*\\.)*[A-Z]\\w*");

  public SourceFile(Path path) {
    this(path, Project.read(path));
  }

  public static List<SourceFile> all() {
    return Project.javaFiles().stream().map(SourceFile::new).toList();
  }

  public static List<SourceFile> scripts() {
    return all().stream().filter(SourceFile::isScript).toList();
  }

  /** Whether the shell can run it. */
  public boolean isScript() {
    return text.startsWith("///");
  }

  public String name() {
    return Project.name(path);
  }

  /** The words behind a directive that starts a line, e.g. SOURCES. */
  public List<String> directive(String directive) {
    return text.lines()
        .filter(line -> line.startsWith("//" + directive + " "))
        .flatMap(line -> Stream.of(line.substring(directive.length() + 3).strip().split("\\s+")))
        .toList();
  }

  /** Its lines that are JBang's directives. */
  public List<String> directives() {
    return text.lines()
        .filter(line -> line.matches("//(SOURCES|USES|DEPS|FILES|REPOS) .*"))
        .toList();
  }

  /** The files that it names in //SOURCES, whether they exist or not. */
  public List<Path> sources() {
    return directive("SOURCES").stream().map(this::beside).toList();
  }

  /**
   * The manifests that it names: in //SOURCES what nothing else brings it, in //USES what comes
   * with those.
   */
  public Set<Path> manifests() {
    return find(NAMED_MANIFEST, text)
        .map(line -> beside(line.group(1)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The files that it names in //FILES, whether they exist or not. */
  public List<Path> resources() {
    return directive("FILES").stream().map(file -> beside(file.replaceFirst(".*=", ""))).toList();
  }

  private Path beside(String name) {
    return path.resolveSibling(name).normalize();
  }

  /** Itself and everything that JBang compiles with it. */
  public Set<Path> closure() {
    Set<Path> found = new LinkedHashSet<>();
    addTo(found);
    return found;
  }

  private void addTo(Set<Path> found) {
    if (found.add(path)) {
      sources().stream()
          .filter(Files::exists)
          .forEach(source -> new SourceFile(source).addTo(found));
    }
  }

  /**
   * The files as JBang hands them to the compiler: once for each way that leads to a file, each
   * with its whole path.
   */
  public List<Path> compiledFiles() {
    return compiledFiles(path, new HashMap<>());
  }

  private static List<Path> compiledFiles(Path path, Map<Path, List<Path>> known) {
    List<Path> files = known.get(path);
    if (files == null) {
      List<Path> found = new ArrayList<>(List.of(path));
      new SourceFile(path)
          .sources().stream()
              .flatMap(SourceFile::matching)
              .forEach(source -> found.addAll(compiledFiles(source, known)));
      known.put(path, found);
      return found;
    }
    return files;
  }

  private static Stream<Path> matching(Path source) {
    if (!source.toString().contains("*")) {
      return Stream.of(source);
    }
    PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + source);
    return Project.javaFiles().stream().filter(pattern::matches);
  }

  /** "" for the default package. */
  public String packageName() {
    return find(Pattern.compile("(?m)^package ([\\w.]+);"), text)
        .findFirst()
        .map(match -> match.group(1))
        .orElse("");
  }

  /** The text without comments and the contents of string literals. */
  public String code() {
    return CODE.computeIfAbsent(text, all -> COMMENTS_AND_TEXTS.matcher(all).replaceAll(" "));
  }

  /** The project's files whose classes its code names. */
  public Set<Path> usedFiles() {
    String code = code();
    Set<Path> used =
        find(QUALIFIED_CLASS, code)
            .map(match -> Project.home().resolve(match.group().replace('.', '/') + ".java"))
            .filter(Files::exists)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!packageName().isEmpty()) {
      neighbours().stream().filter(file -> names(code, simpleName(file))).forEach(used::add);
    }
    used.remove(path);
    return used;
  }

  private Collection<Path> neighbours() {
    return Project.javaFiles().stream()
        .filter(file -> file.getParent().equals(path.getParent()))
        .filter(file -> new SourceFile(file).packageName().equals(packageName()))
        .toList();
  }

  /** Whether the code names the class, not another one of that name (nested or imported). */
  private static boolean names(String code, String name) {
    return find(Pattern.compile("(?<![.\\w])" + name + "\\b"), code).findAny().isPresent()
        && find(Pattern.compile("\\b(class|record|enum|interface) " + name + "\\b"), code)
            .findAny()
            .isEmpty()
        && find(Pattern.compile("(?m)^import [\\w.]+\\." + name + ";"), code).findAny().isEmpty();
  }

  private static Stream<MatchResult> find(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  public static String simpleName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }
}
