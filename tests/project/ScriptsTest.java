package tests.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Project;
import tests.support.SourceFile;
import tests.support.Suite;

/** What JBang needs of the files: names, versions and directives that fit each other. */
@Tag("unit")
class ScriptsTest {

  /** Fails with a line for each complaint. */
  private static void assertNone(Stream<String> complaints) {
    assertEquals("", complaints.collect(Collectors.joining("\n")));
  }

  private static Stream<String> complaints(Function<SourceFile, Stream<String>> check) {
    return SourceFile.all().stream()
        .flatMap(file -> check.apply(file).map(complaint -> file.name() + ": " + complaint));
  }

  @Test
  void theVersionOfADependencyStandsInOnePlace() {
    Map<String, List<String>> places = new TreeMap<>();
    for (SourceFile file : SourceFile.all()) {
      for (String dependency : file.directive("DEPS")) {
        places
            .computeIfAbsent(
                dependency.substring(0, dependency.lastIndexOf(':')), name -> new ArrayList<>())
            .add(file.name());
      }
    }
    assertNone(
        places.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(Object::toString));
  }

  @Test
  void theWrapperAndItsPomPinTheSameJBang() {
    String wrapper = Project.read(Project.home().resolve("jbang"));
    String pom = Project.read(Project.home().resolve(".jbang-wrapper/pom.xml"));
    assertEquals(
        group(wrapper, "(?m)^jbang_version=(.*)$"),
        group(pom, "(?s)<artifactId>jbang-cli</artifactId>\\s*<version>([^<]*)<"));
  }

  private static String group(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + pattern))
        .group(1);
  }

  @Test
  void everyNamedSourceAndResourceExistsAndNoneIsAPattern() {
    assertNone(
        complaints(
            file ->
                Stream.concat(file.sources().stream(), file.resources().stream())
                    .filter(named -> !isPatternOfTheTests(file, named))
                    .filter(named -> !Files.isRegularFile(named))
                    .map(named -> "there is no " + named)));
  }

  /** The tests never run from an address, where JBang finds nothing for a pattern. */
  private static boolean isPatternOfTheTests(SourceFile file, Path named) {
    return named.toString().contains("*") && file.name().startsWith("tests/");
  }

  /** The tests are only ever compiled together, and of lib the manifests are named. */
  @Test
  void everyFileOfTheSandboxNamesTheSourcesThatItUses() {
    assertNone(
        complaints(
            file ->
                Stream.of(file)
                    .filter(user -> !user.packageName().matches("(tests|lib)\\b.*"))
                    .flatMap(user -> user.usedFiles().stream())
                    .filter(used -> Project.name(used).startsWith("sandbox/"))
                    .filter(used -> !file.sources().contains(used))
                    .map(used -> "//SOURCES " + file.path().getParent().relativize(used))));
  }

  @Test
  void everyScriptCanBeRunByItsPath() {
    assertNone(
        SourceFile.scripts().stream()
            .filter(
                script ->
                    !Files.isExecutable(script.path()) || !script.text().startsWith(shell(script)))
            .map(
                script ->
                    script.name() + " is not executable or does not start with " + shell(script)));
  }

  /** The first line: calls the wrapper, which lies in the project's folder. */
  private static String shell(SourceFile script) {
    String up = "../".repeat(Project.home().relativize(script.path()).getNameCount() - 1);
    return "///usr/bin/env \"${0%/*}/" + up + "jbang\" \"$0\" \"$@\" ; exit $?\n";
  }

  /** How long the name of a folder may be: of a checkout, from which alone tests run. */
  private static final int CHECKOUT = 80;

  /** The same of JBang's cache. */
  private static final int CACHE = 120;

  /**
   * Linux gives a command line two mebibytes, and the variables of the environment count; the path
   * of a checkout, or of JBang's cache for a script of an address, has its length in every name.
   */
  @Test
  void theCompilersCommandLineFitsInAnyFolder() {
    assertNone(
        SourceFile.scripts().stream()
            .map(
                script -> {
                  int folder = script.name().startsWith("tests/") ? CHECKOUT : CACHE;
                  List<Path> files = script.compiledFiles();
                  long length =
                      files.stream().mapToLong(f -> folder + Project.name(f).length()).sum();
                  return length < 1 << 20
                      ? ""
                      : script.name()
                          + " gives the compiler "
                          + files.size()
                          + " names, "
                          + new TreeSet<>(files).size()
                          + " of them different: name in //SOURCES what nothing else brings only";
                })
            .filter(complaint -> !complaint.isEmpty()));
  }

  @Test
  void everyScriptSaysWhatItIsAndNeeds() {
    assertNone(
        SourceFile.scripts().stream()
            .filter(
                script ->
                    !script.directive("JAVA").equals(List.of("17+"))
                        || script.directive("DESCRIPTION").isEmpty())
            .map(script -> script.name() + " lacks //JAVA 17+ or //DESCRIPTION"));
  }

  @Test
  void everyJavaFileOfTheProjectsFolderIsAScriptAndHasAnAlias() throws IOException {
    String catalog = Project.read(Project.home().resolve("jbang-catalog.json"));
    Map<String, String> aliases =
        Pattern.compile("\"([^\"]+)\": \\{\\s*\"script-ref\": \"([^\"]+)\"")
            .matcher(catalog)
            .results()
            .collect(Collectors.toMap(alias -> alias.group(2), alias -> alias.group(1)));
    Set<String> inFolder;
    try (Stream<Path> files = Files.list(Project.home())) {
      inFolder =
          files
              .map(Project::name)
              .filter(name -> name.endsWith(".java"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    Set<String> scripts =
        SourceFile.scripts().stream().map(SourceFile::name).collect(Collectors.toSet());
    assertTrue(scripts.containsAll(inFolder), () -> scripts + " lack some of " + inFolder);
    assertTrue(scripts.containsAll(aliases.keySet()), () -> scripts + " lack some of " + aliases);
    inFolder.forEach(
        name ->
            assertEquals(name.replace(".java", "").replace('_', '-'), aliases.get(name), catalog));
    aliases
        .values()
        .forEach(
            alias ->
                assertTrue(Files.notExists(Project.home().resolve(alias)), alias + " is a file"));
  }

  @Test
  void noTestIsForgotten() {
    List<PathMatcher> patterns =
        new SourceFile(Project.home().resolve("tests/run.java"))
            .directive("SOURCES").stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:tests/" + pattern))
                .toList();
    Set<String> suites = Stream.of(Suite.values()).map(Suite::tag).collect(Collectors.toSet());
    assertNone(
        SourceFile.all().stream()
            .filter(file -> file.name().matches("tests/.*Test\\.java"))
            .filter(
                file ->
                    patterns.stream().noneMatch(pattern -> pattern.matches(Path.of(file.name())))
                        || tags(file).isEmpty()
                        || !suites.containsAll(tags(file)))
            .map(
                file ->
                    file.name()
                        + " is not among run.java's //SOURCES or its @Tag is no suite: "
                        + tags(file)));
  }

  private static Collection<String> tags(SourceFile test) {
    return Pattern.compile("@Tag\\(\"(\\w+)\"\\)")
        .matcher(test.text())
        .results()
        .map((MatchResult tag) -> tag.group(1))
        .collect(Collectors.toSet());
  }
}
