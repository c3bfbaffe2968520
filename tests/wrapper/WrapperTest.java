package tests.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Command;
import tests.support.RunningCommand;
import tests.support.WrapperProject;

/**
 * The wrapper with JBang in its cache: what reaches the script, and when JBang has to build again.
 */
@Tag("cli")
class WrapperTest {

  private static final String[] DIFFICULT = {
    "",
    "@arguments.txt",
    "two words",
    "'single' \"double\"",
    "$HOME `id` \\ * ?",
    "line\nline",
    "привет, мир",
    "--help",
    ""
  };

  private static WrapperProject project;
  private static List<Command.Result> firstTwo;

  /** Two first calls at the same time, into an empty home. */
  @BeforeAll
  static void startTwiceAtOnce() {
    project = new WrapperProject();
    try (RunningCommand one = project.jbang("sample.java", "one").start();
        RunningCommand two = project.jbang("sample.java", "two").start()) {
      firstTwo = List.of(one.awaitExit(), two.awaitExit());
    }
  }

  @AfterAll
  static void removeProject() {
    project.close();
  }

  @BeforeEach
  void sampleIsAsItWas() {
    project.write("arguments.txt", "expanded");
  }

  private static List<String> arguments(Command.Result result) {
    return result.stdoutLines().stream()
        .filter(line -> line.startsWith("arg="))
        .map(line -> Base64.getDecoder().decode(line.substring(4)))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }

  private static String value(Command.Result result, String name) {
    return result.stdoutLines().stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + result));
  }

  private static String text(Command.Result result) {
    return value(result.expect(7), "text");
  }

  private static boolean wasBuilt(Command.Result result) {
    return result.stderr().contains("[jbang]");
  }

  @Test
  void twoFirstCallsAtOnceFetchJBangOnceAndBothRun() {
    firstTwo.forEach(result -> result.expect(7));
    assertEquals(List.of("one"), arguments(firstTwo.get(0)));
    assertEquals(List.of("two"), arguments(firstTwo.get(1)));
    long fetches =
        firstTwo.stream().filter(result -> result.stderr().contains("fetching JBang")).count();
    assertEquals(1, fetches, firstTwo::toString);
    assertEquals(List.of(), project.leftovers());
  }

  @Test
  void aQuietCallSaysNothingOfJavasOptionsAndTakesThemAllTheSame() {
    project.jbang("sample.java").run().expect(7);
    Command talking =
        project.jbang("sample.java").env("JAVA_TOOL_OPTIONS", "-Dnone=*  -Duser.dir=/nowhere");
    assertThat(talking.run().expect(7).stderr()).contains("Picked up JAVA_TOOL_OPTIONS");
    Command.Result quiet = talking.with("--quiet").run().expect(7);
    assertThat(quiet.stderr()).isEqualTo("on stderr\n");
    assertEquals("/nowhere", value(quiet, "folder"));
    Command.Result empty = talking.env("JAVA_TOOL_OPTIONS", "").with("--quiet").run().expect(7);
    assertThat(empty.stderr()).isEqualTo("on stderr\n");
    Command quoted = talking.env("JAVA_TOOL_OPTIONS", "-Dx='two words' -Duser.dir=/quoted");
    assertEquals("/quoted", value(quoted.with("--quiet").run().expect(7), "folder"));
  }

  @Test
  void argumentsReachTheScriptAsTheyAreWhetherItHasToBeBuiltOrNot() {
    project.write("lib/sample.properties", "for arguments");
    Command command = project.jbang("sample.java").with(DIFFICULT);
    Command.Result built = command.run().expect(7);
    Command.Result reused = command.run().expect(7);
    assertTrue(wasBuilt(built), built::toString);
    assertEquals(Arrays.asList(DIFFICULT), arguments(built));
    assertEquals(Arrays.asList(DIFFICULT), arguments(reused));
  }

  /** Of these a machine has few; ssh hands on that of the other end. */
  @ParameterizedTest
  @CsvSource({
    "LANG, en_US.UTF-8",
    "LANG, ru_RU.KOI8-R",
    "LC_CTYPE, de_DE.ISO-8859-1",
    "LC_ALL, xx_XX.UTF-8",
    "LC_ALL, C",
    "LANG, ''"
  })
  void argumentsAndSourcesAreReadInWhateverLocale(String variable, String locale) {
    project.write("lib/sample.properties", "приём " + variable + locale);
    Command command = project.jbang("sample.java", "Заказ №1 — ä").env(variable, locale);
    Command.Result built = command.run().expect(7);
    assertTrue(wasBuilt(built), built::toString);
    assertEquals(List.of("Заказ №1 — ä"), arguments(built));
    assertEquals(List.of("Заказ №1 — ä"), arguments(command.run().expect(7)));
  }

  @Test
  void onlyTheScriptPrintsAndStdinAndCurrentFolderPassThrough() {
    Command.Result result =
        project.jbang("../sample.java").in(project.folder().resolve("lib")).stdin("из stdin").run();
    assertEquals("on stderr\n", project.jbang("sample.java").run().stderr());
    assertThat(result.expect(7).stdout()).as(result::toString).endsWith("из stdin");
    assertEquals(project.folder().resolve("lib").toString(), value(result, "folder"));
    assertEquals(project.folder().toString(), value(result, "home"));
  }

  @Test
  void theScriptsProcessIsTheWrappersAndGetsItsSignals() {
    try (RunningCommand running = project.jbang("sample.java", "wait").start()) {
      running.awaitStdout("pid=" + running.pid() + "\n");
      running.terminate();
      assertThat(running.awaitExit().expect(143).stdout()).endsWith("stopped\n");
    }
  }

  @Test
  void anUnchangedScriptRunsWithoutJBang() throws IOException {
    project.jbang("sample.java").run().expect(7);
    Path jbang = project.cache().resolve("jbang-0.132.1");
    Path aside = project.cache().resolve("aside");
    Files.move(jbang, aside);
    try {
      Command.Result result = project.jbang("sample.java").run();
      assertEquals("on stderr\n", result.expect(7).stderr());
    } finally {
      Files.move(aside, jbang);
    }
  }

  @Test
  void aChangedOrNewOrMissingNestedSourceIsNoticed() throws IOException {
    Path name = project.folder().resolve("lib/Name.java");
    String original = Files.readString(name);
    project.jbang("sample.java").run().expect(7);
    project.write(
        "lib/Name.java", original.replace("one", "two").replace(";\n", ";\n//SOURCES More.java\n"));
    project.write("lib/More.java", "package lib;\nclass More {}\n");
    assertThat(text(project.jbang("sample.java").run())).startsWith("hello two ");
    project.write("lib/More.java", "package lib;\nclass More { wrong }\n");
    Command.Result wrong = project.jbang("sample.java").run();
    wrong.expect(3);
    assertEquals("", wrong.stdout());
    Files.delete(project.folder().resolve("lib/More.java"));
    assertFalse(project.jbang("sample.java").run().exitCode() == 7);
    Files.writeString(name, original);
    assertThat(text(project.jbang("sample.java").run())).startsWith("hello one ");
  }

  @Test
  void aChangedResourceIsNoticedEvenIfItsTimeIsOld() throws IOException {
    Path resource = project.write("lib/sample.properties", "before");
    assertThat(text(project.jbang("sample.java").run())).endsWith("before");
    var time = Files.getLastModifiedTime(resource);
    Files.writeString(resource, "after!");
    Files.setLastModifiedTime(resource, time);
    assertThat(text(project.jbang("sample.java").run())).endsWith("after!");
  }

  @Test
  void aJarThatWasDeletedFromJBangsCacheIsBuiltAgain() {
    project.jbang("sample.java").run().expect(7);
    WrapperProject.delete(project.home().resolve(".jbang/cache/jars"));
    assertTrue(wasBuilt(project.jbang("sample.java").run().expect(7)));
    assertFalse(wasBuilt(project.jbang("sample.java").run().expect(7)));
  }

  @Test
  void aFileThatIsNewInAPatternIsNoticed() {
    project.write(
        "pattern.java",
        "//SOURCES parts/*.java\nclass Pattern { public static void main"
            + "(String... a) throws Exception { Class.forName(a[0]); } }\n");
    project.write("parts/First.java", "class First {}\n");
    project.jbang("pattern.java", "First").run().expect(0);
    project.write("parts/Second.java", "class Second {}\n");
    project.jbang("pattern.java", "Second").run().expect(0);
  }

  @Test
  void anAliasRunsFromEveryFolderBelowItsCatalogAndFollowsIt() {
    project.write("jbang-catalog.json", catalog("sample.java"));
    Command.Result above = project.jbang("try-it", "", "@arguments.txt").run();
    Command.Result below = project.jbang("try-it", "x").in(project.folder().resolve("lib")).run();
    assertEquals(List.of("", "@arguments.txt"), arguments(above.expect(7)));
    assertEquals(List.of("x"), arguments(below.expect(7)));
    assertFalse(wasBuilt(below), below::toString);
    project.write("other.java", "class Other { public static void main(String... a) {} }\n");
    project.write("jbang-catalog.json", catalog("other.java"));
    project.jbang("try-it").run().expect(0);
  }

  private static String catalog(String script) {
    return "{\"aliases\": {\"try-it\": {\"script-ref\": \"" + script + "\"}}}\n";
  }

  @Test
  void cronMayCallTheScriptByItsPathWithNothingInTheEnvironment() {
    Command cron =
        project
            .own(Command.program(project.folder().resolve("sample.java").toString(), "привет"))
            .in(Path.of("/"))
            .env("PATH", "");
    project.jbang("sample.java").run().expect(7);
    Command.Result result = cron.run();
    assertEquals(List.of("привет"), arguments(result.expect(7)));
    assertEquals("/", value(result, "folder"));
    assertEquals(project.folder().toString(), value(result, "home"));
  }

  @Test
  void withoutAWritableHomeAPrivateTemporaryFolderIsTheCache() throws IOException {
    Path temporary = Files.createDirectories(project.home().resolve("tmp"));
    Object user = Files.getAttribute(temporary, "unix:uid");
    Path cache = temporary.resolve("universal-camunda-worker-" + user);
    Files.createDirectory(cache);
    Files.createSymbolicLink(
        cache.resolve("jbang-0.132.1"), project.cache().resolve("jbang-0.132.1"));
    Command.Result result =
        project
            .jbang("sample.java", "x")
            .env("HOME", "/proc/nobody")
            .env("TMPDIR", temporary.toString())
            .withoutEnv("JBANG_DIR")
            .run();
    assertEquals(List.of("x"), arguments(result.expect(7)));
    assertTrue(Files.isDirectory(cache.resolve("jbang-home")), result::toString);
  }

  @Test
  void aHomeOfTheProjectThatIsGivenIsKeptAndLinksToTheWrapperAreFollowed() throws IOException {
    Path link = project.home().resolve("link");
    Files.createSymbolicLink(link, project.folder().resolve("jbang"));
    Command command = project.own(Command.program(link.toString(), "sample.java"));
    assertEquals(project.folder().toString(), value(command.run(), "home"));
    assertEquals("/srv/ucw", value(command.env("UCW_HOME", "/srv/ucw").run(), "home"));
  }

  @Test
  void anotherJdkIsUsedAtOnce() {
    Path first = WrapperProject.installedJdks().get(0);
    Path another = project.copyOf(first);
    for (Path jdk : List.of(first, another, first)) {
      Command command = project.jbang("sample.java").env("JAVA_HOME", jdk.toString());
      assertEquals(jdk.toString(), value(command.run().expect(7), "java"));
    }
  }

  /**
   * Java itself cannot work there and says so; the wrapper must not look for its parents forever.
   */
  @Test
  void inAFolderThatHasBeenRemovedTheCallEnds() {
    project.jbang("sample.java").run().expect(7);
    String script = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" \"$1\"";
    String wrapper = project.folder().resolve("jbang").toString();
    String sample = project.folder().resolve("sample.java").toString();
    project.own(Command.program("bash", "-c", script, wrapper, sample)).run().expect(1);
  }

  @Test
  void aBuildThatIsKilledLeavesNothingInTheTemporaryFolder() throws IOException {
    Path temporary = Files.createDirectories(project.home().resolve("temporary"));
    project.write("slow.java", "class Slow { public static void main(String... a) {} }\n");
    Command build = project.jbang("slow.java").env("TMPDIR", temporary.toString());
    try (RunningCommand running = build.start()) {
      running.await(this::jbangHasTemporaryFiles, "JBang's temporary files");
      List<ProcessHandle> children = running.descendants();
      running.kill();
      children.forEach(ProcessHandle::destroyForcibly);
      running.awaitExit().expect(137);
    }
    try (Stream<Path> files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
    build.run().expect(0);
    assertEquals(List.of(), project.leftovers());
  }

  private boolean jbangHasTemporaryFiles() {
    return project.files().stream().anyMatch(file -> file.contains("jdk-provider-cache"));
  }

  @Test
  void aJdkThatIsTooOldIsPassedOver() throws IOException {
    Path old = Files.createDirectories(project.home().resolve("old jdk/bin")).getParent();
    for (String program : List.of("java", "javac")) {
      Files.writeString(old.resolve("bin").resolve(program), "#!/bin/sh\necho 11\n");
      old.resolve("bin").resolve(program).toFile().setExecutable(true);
    }
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Command.Result result =
        project.jbang("sample.java").env("JAVA_HOME", old.toString()).run().expect(7);
    assertThat(result.stderr()).as(result::toString).contains("is not a JDK 17 or newer");
  }

  @Test
  void jbangsOwnCommandsAndItsErrorsPassThrough() {
    assertEquals("0.132.1\n", project.jbang("--version").run().expect(0).stderr());
    Command.Result missing = project.jbang("missing.java").run().expect(3);
    assertEquals("", missing.stdout());
    project.jbang("info", "tools", "missing.java").run().expect(2);
    assertThat(missing.stderr()).as(missing::toString).contains("missing.java");
    String option = "-Djava.home.is=x";
    assertEquals(
        List.of("a b"), arguments(project.jbang(option, "sample.java", "a b").run().expect(7)));
  }
}
