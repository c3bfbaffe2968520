package tests.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import lib.base.config.SettingDescription;
import lib.base.config.SettingTable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import tests.support.Command;
import tests.support.MarkdownPage;
import tests.support.MarkdownPage.Heading;
import tests.support.MarkdownPage.ScriptCall;
import tests.support.Project;
import tests.support.SourceFile;

/**
 * The manual: complete in both languages, true to the tools and the settings, without dead ends.
 */
@Tag("unit")
class DocumentsTest {

  private static final int LONGEST_README = 220;

  private static final List<String> LANGUAGES = List.of("en", "ru");

  /** The subjects that have a page, beside one page a tool. */
  private static final Set<String> SUBJECTS =
      Set.of(
          "answers",
          "task-message",
          "error-queue",
          "routing",
          "completion",
          "configuration",
          "design",
          "monitoring",
          "service",
          "troubleshooting",
          "where-is-the-task",
          "migration",
          "reliability",
          "performance",
          "sandbox");

  /** A message in the first column: a sentence up to what differs from case to case. */
  private static final Pattern QUOTED =
      Pattern.compile("^\\| `(\\p{Lu}[^`…\\d(_]{7,}[^\\p{Lu}`…\\d(_])");

  private static final String QUOTED_ARGUMENT = "\\b(queue )?[TX]\\b";
  private static final String ARGUMENT = "(queue )?%(\\d\\$)?s";

  private static final Map<String, String> HELP = new ConcurrentHashMap<>();

  private static Path docs(String language) {
    return Project.home().resolve("docs").resolve(language);
  }

  private static Path readme(String language) {
    return Project.home().resolve(language.equals("en") ? "README.md" : "README.ru.md");
  }

  private static Stream<MarkdownPage> pagesOf(String language) {
    return markdownIn(docs(language)).map(MarkdownPage::new);
  }

  private static Stream<MarkdownPage> allPages() {
    return Stream.of("", "docs/en", "docs/ru", "bench")
        .flatMap(folder -> markdownIn(Project.home().resolve(folder)))
        .map(MarkdownPage::new);
  }

  private static Stream<Path> markdownIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scripts of the project's folder: the tools. */
  private static List<String> tools() {
    return Project.scripts().stream()
        .map(Project::name)
        .filter(name -> !name.contains("/"))
        .map(name -> name.replace(".java", ""))
        .toList();
  }

  private static String pageOf(String tool) {
    return tool.replace('_', '-');
  }

  /** Fails with a line for each complaint. */
  private static void assertNone(Stream<String> complaints) {
    assertThat(complaints.toList()).isEmpty();
  }

  @Test
  void bothLanguagesHaveAPageForEverySubjectAndTool() {
    Set<String> expected = new TreeSet<>(SUBJECTS);
    tools().forEach(tool -> expected.add(pageOf(tool)));
    for (String language : LANGUAGES) {
      Set<String> names =
          pagesOf(language)
              .map(page -> page.path().getFileName().toString().replace(".md", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(expected, names, "pages in docs/" + language);
    }
  }

  @TestFactory
  Stream<DynamicTest> bothLanguagesHaveTheSameHeadings() {
    return sameInBothLanguages(DocumentsTest::outline);
  }

  /** A row that only one language has would be missed by nobody else. */
  @TestFactory
  Stream<DynamicTest> bothLanguagesHaveTheSameTables() {
    return sameInBothLanguages(DocumentsTest::rowsOfTables);
  }

  private static Stream<DynamicTest> sameInBothLanguages(Function<MarkdownPage, Object> part) {
    return Stream.concat(pagesOf("en"), Stream.of(new MarkdownPage(readme("en"))))
        .map(
            page ->
                dynamicTest(
                    page.name(),
                    () ->
                        assertEquals(part.apply(page), part.apply(inRussian(page)), page.name())));
  }

  private static List<Integer> rowsOfTables(MarkdownPage page) {
    return Pattern.compile("(?m)(?:^\\|.*(?:\\R|\\z))+")
        .matcher(page.text())
        .results()
        .map(table -> (int) table.group().lines().count())
        .toList();
  }

  private static MarkdownPage inRussian(MarkdownPage page) {
    boolean isReadme = page.path().equals(readme("en"));
    return new MarkdownPage(
        isReadme ? readme("ru") : docs("ru").resolve(page.path().getFileName()));
  }

  private static String outline(MarkdownPage page) {
    return page.headings().stream()
        .map(heading -> "#".repeat(heading.level()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyPageHasOneTitleAndItIsAQuestion() {
    assertNone(
        LANGUAGES.stream()
            .flatMap(DocumentsTest::pagesOf)
            .filter(page -> !isTitledWithAQuestion(page.headings()))
            .map(page -> page.name() + ": the only title must be a question, at the top"));
  }

  private static boolean isTitledWithAQuestion(List<Heading> headings) {
    return headings.stream().filter(heading -> heading.level() == 1).count() == 1
        && headings.get(0).level() == 1
        && headings.get(0).text().endsWith("?");
  }

  @Test
  void readmeIsShort() throws IOException {
    for (String language : LANGUAGES) {
      int lines = Files.readAllLines(readme(language)).size();
      assertTrue(
          lines <= LONGEST_README,
          () -> readme(language) + " has " + lines + " lines: move some to a page of docs");
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertNone(allPages().flatMap(page -> page.links().stream().flatMap(l -> fault(page, l))));
  }

  private static Stream<String> fault(MarkdownPage page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return Stream.empty(); // somebody else's
    }
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return Stream.of(page.name() + ": there is no " + link);
    }
    boolean dead = parts.length == 2 && !new MarkdownPage(target).anchors().contains(parts[1]);
    return dead ? Stream.of(page.name() + ": no heading for " + link) : Stream.empty();
  }

  @Test
  void noPageLeadsIntoTheOtherLanguage() {
    assertNone(
        LANGUAGES.stream()
            .flatMap(DocumentsTest::pagesOf)
            .flatMap(
                page ->
                    page.links().stream()
                        .filter(link -> link.matches("(.*/)?(en|ru)/[^/]*"))
                        .map(link -> page.name() + ": " + link)));
  }

  @Test
  void everyPageCanBeReachedFromReadme() {
    for (String language : LANGUAGES) {
      Set<Path> reached = reachedFrom(readme(language));
      assertNone(
          pagesOf(language)
              .filter(page -> !reached.contains(page.path()))
              .map(page -> page.name() + ": no page that can be reached leads here"));
    }
  }

  private static Set<Path> reachedFrom(Path start) {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> toFollow = new ArrayDeque<>(List.of(start));
    while (!toFollow.isEmpty()) {
      Path path = toFollow.pop();
      if (path.toString().endsWith(".md") && Files.exists(path) && reached.add(path)) {
        new MarkdownPage(path)
            .links().stream()
                .filter(link -> !link.matches("[a-z]+:.*|#.*"))
                .map(link -> path.resolveSibling(link.replaceFirst("#.*", "")).normalize())
                .forEach(toFollow::push);
      }
    }
    return reached;
  }

  @Test
  void everyPictureIsWellFormed() throws Exception {
    try (Stream<Path> pictures = Files.list(Project.home().resolve("docs/images"))) {
      for (Path picture : pictures.filter(file -> file.toString().endsWith(".svg")).toList()) {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
      }
    }
  }

  /** One word for one thing, and a dash that is a dash. */
  @Test
  void russianPagesKeepToTheirWords() {
    Pattern wrong = Pattern.compile(" - |[Кк]од[а-я]* выхода");
    assertNone(
        Stream.concat(pagesOf("ru"), Stream.of(new MarkdownPage(readme("ru"))))
            .flatMap(
                page ->
                    page.prose()
                        .lines()
                        .filter(line -> wrong.matcher(line).find())
                        .map(line -> page.name() + ": " + line)));
  }

  /** Whoever searches the pages for a line of the log finds it. */
  @TestFactory
  Stream<DynamicTest> everyQuotedMessageIsOneOfTheTexts() {
    return inEachLanguage(
        language -> {
          String texts = texts(language);
          List<String> quoted = quotedMessages(language);
          assertThat(quoted).hasSizeGreaterThan(20);
          assertNone(quoted.stream().filter(part -> !texts.contains(part)));
        });
  }

  private static Stream<DynamicTest> inEachLanguage(ThrowingConsumer<String> test) {
    return LANGUAGES.stream().map(language -> dynamicTest(language, () -> test.accept(language)));
  }

  private static List<String> quotedMessages(String language) {
    MarkdownPage page = new MarkdownPage(docs(language).resolve("troubleshooting.md"));
    return page.text()
        .lines()
        .map(QUOTED::matcher)
        .filter(Matcher::find)
        .map(row -> row.group(1).strip().replaceAll(QUOTED_ARGUMENT, "%s"))
        .toList();
  }

  private static String texts(String language) throws IOException {
    String ending = "_" + language + ".properties";
    try (Stream<Path> lib = Files.walk(Project.home().resolve("lib"))) {
      return lib.filter(file -> Project.name(file).endsWith(ending))
          .map(file -> Project.read(file).replaceAll(ARGUMENT, "%s"))
          .collect(Collectors.joining());
    }
  }

  @TestFactory
  Stream<DynamicTest> everySettingStandsInTheConfigurationPage() {
    return inEachLanguage(
        language -> {
          Map<String, String> meanings = meanings(language);
          assertNone(
              SettingTable.descriptions().stream()
                  .map(SettingDescription::name)
                  .filter(name -> meanings.getOrDefault(name, "").isBlank())
                  .map(name -> name + " is not there or has no meaning"));
          assertEquals(SettingTable.descriptions().size(), meanings.size());
        });
  }

  private static Map<String, String> meanings(String language) {
    String page = Project.read(docs(language).resolve("configuration.md"));
    Pattern row = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\|.*\\| (.*) \\|$");
    String table = page.substring(page.indexOf("<!-- settings: generated -->"));
    Map<String, String> meanings = new TreeMap<>();
    row.matcher(table).results().forEach(found -> meanings.put(found.group(1), found.group(2)));
    return meanings;
  }

  @Test
  void theBuiltInRoutesStandInTheRoutingPage() {
    Map<String, String> defaults = SettingTable.defaults();
    List<String> rows =
        defaults.keySet().stream()
            .filter(name -> name.matches("routing\\..*\\.topics"))
            .map(name -> name.replaceFirst("\\.topics$", ""))
            .map(
                system ->
                    "| %s | `%s` | %s | `%s` |"
                        .formatted(
                            system.replace("routing.", ""),
                            defaults.get(system + ".queue"),
                            defaults.get(system + ".topics"),
                            defaults.get(system + ".bindings").replace(", ", "`, `")))
            .toList();
    assertThat(rows).isNotEmpty();
    for (String language : LANGUAGES) {
      String page = Project.read(docs(language).resolve("routing.md"));
      assertNone(
          rows.stream()
              .filter(row -> !page.contains(row))
              .map(row -> "docs/" + language + "/routing.md has no " + row));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyOptionOfEveryToolStandsInItsPage() {
    return tools().stream()
        .map(
            tool ->
                dynamicTest(
                    tool,
                    () -> {
                      Set<String> options = optionsOf(tool + ".java");
                      assertThat(options).contains("--help");
                      LANGUAGES.forEach(language -> assertNames(language, tool, options));
                    }));
  }

  private static void assertNames(String language, String tool, Set<String> options) {
    MarkdownPage page = new MarkdownPage(docs(language).resolve(pageOf(tool) + ".md"));
    assertNone(
        options.stream()
            .filter(option -> !page.text().matches("(?s).*" + option + "(?![a-z-]).*"))
            .map(option -> page.name() + " does not name " + option));
  }

  /** The long options in the help of a script, which picocli writes. */
  private static Set<String> optionsOf(String script) {
    String help =
        HELP.computeIfAbsent(
            script, name -> Command.of(name, "--help", "--lang", "en").run().expect(0).stdout());
    return Pattern.compile("(?m)^ {1,8}(?:-\\w, )?(--[a-z][a-z-]*)")
        .matcher(help)
        .results()
        .map((MatchResult option) -> option.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A command that a reader copies must be one that the script takes. */
  @Test
  void everyCommandNamesAScriptAndOptionsThatThereAre() {
    Map<String, Set<String>> known = new HashMap<>();
    Set<String> scripts = Project.scripts().stream().map(Project::name).collect(Collectors.toSet());
    assertNone(
        allPages()
            .flatMap(
                page ->
                    page.calls().stream()
                        .flatMap(call -> wrongIn(call, scripts, known))
                        .map(fault -> page.name() + ": " + fault)));
  }

  private static Stream<String> wrongIn(
      ScriptCall call, Set<String> scripts, Map<String, Set<String>> known) {
    if (!scripts.contains(call.script())) {
      return Stream.of("there is no script " + call.script());
    }
    if (!call.script().matches("\\w+\\.java")) {
      return Stream.empty(); // the sandbox and the tests explain themselves in other ways
    }
    Set<String> options = known.computeIfAbsent(call.script(), DocumentsTest::optionsOf);
    return call.options().stream()
        .filter(option -> options.stream().noneMatch(full -> full.startsWith(option)))
        .map(option -> call.script() + " has no option " + option);
  }

  /** The two scripts write between marks; a page that has lost its marks would never be stale. */
  @Test
  void everyPageOfAToolHasATableOfItsOptions() {
    assertNone(
        LANGUAGES.stream()
            .flatMap(
                language ->
                    tools().stream()
                        .map(tool -> Map.entry(docs(language).resolve(pageOf(tool) + ".md"), tool)))
            .filter(
                entry ->
                    !Project.read(entry.getKey())
                        .contains("<!-- options: " + entry.getValue() + " -->\n"))
            .map(entry -> entry.getKey() + " has no <!-- options: " + entry.getValue() + " -->"));
  }

  @Test
  void everyVersionOfALibraryStandsInContributing() {
    String text = Project.read(Project.home().resolve("CONTRIBUTING.md"));
    String table = text.substring(text.indexOf("## Dependencies"));
    assertNone(
        SourceFile.all().stream()
            .flatMap(file -> file.directive("DEPS").stream())
            .filter(library -> !isNamed(library.substring(library.lastIndexOf(':') + 1), table))
            .map(library -> "CONTRIBUTING.md, Dependencies: there is no " + library));
  }

  private static boolean isNamed(String version, String table) {
    return Pattern.compile("[ |]" + Pattern.quote(version) + "[ ,;|]").matcher(table).find();
  }

  @Test
  void theTestSeesDeadLinksAndAnchors() {
    Path path = docs("en").resolve("routing.md");
    assertThat(fault(new MarkdownPage(path, ""), "nowhere.md")).hasSize(1);
    assertThat(fault(new MarkdownPage(path, "# A"), "#b")).hasSize(1);
    assertThat(fault(new MarkdownPage(path), "#the-table")).isEmpty();
  }
}
