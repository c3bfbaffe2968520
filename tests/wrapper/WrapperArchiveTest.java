package tests.wrapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.RunningCommand;
import tests.support.WrapperProject;

/**
 * The archive of a tool's classes: when it is made and used, and that nothing about it can hurt.
 */
@Tag("cli")
@Timeout(value = 70, unit = TimeUnit.MINUTES) // Archives are made behind all other work.
class WrapperArchiveTest {

  private static final String BUILDING = "[jbang] Building jar for sample.java...\n";

  private static final Duration MAKING_LIMIT = Duration.ofMinutes(20);

  private WrapperProject project;

  /** Java 17 archives no class of a jar whose path has a space or a letter beyond ASCII in it. */
  private Path jars;

  /** Where the sample writes which classes it loads, and from where. */
  private Path log;

  /** The sample is a tool here: there is a call that shows its classes. */
  @BeforeEach
  void createProject() throws IOException {
    jars = Files.createTempDirectory("wrapper-jars");
    log = jars.resolve("loaded");
    project = withTool(new WrapperProject());
    project.putJarsInto(jars);
  }

  private WrapperProject withTool(WrapperProject made) {
    made.shareJBang();
    made.write(".jbang-wrapper/training-calls", "# calls\nsample.java train\n");
    made.addToSample("//RUNTIME_OPTIONS -Xlog:class+load:file=" + log + "::filecount=0");
    return made;
  }

  @AfterEach
  void removeProject() {
    project.close();
    WrapperProject.delete(jars);
  }

  /** Calls the sample; nothing but what it says itself may be printed, save that it is built. */
  private boolean usesArchive(Command command) {
    Command.Result result = command.run().expect(7);
    assertEquals("on stderr\n", result.stderr().replace(BUILDING, ""), result::toString);
    assertThat(result.stdout()).startsWith("text=hello ");
    try (Stream<String> lines = Files.lines(log)) {
      return lines.anyMatch(line -> line.contains(" Sample source: shared objects file"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean usesArchive() {
    return usesArchive(project.jbang("sample.java"));
  }

  private Command preparation() {
    return project.jbang("--prepare", "sample.java").timeout(Duration.ofMinutes(5));
  }

  private Command.Result prepare() {
    return preparation().run();
  }

  private List<Path> archives() {
    return project.files().stream()
        .map(Path::of)
        .filter(f -> f.toString().endsWith(".jsa"))
        .toList();
  }

  private Path archive() {
    assertEquals(1, archives().size(), archives()::toString);
    return archives().get(0);
  }

  /**
   * The call before has ordered it. Whoever makes it is behind all other work of the machine, which
   * may take long, and has to be through with it: a call that meets it orders none.
   */
  private void awaitArchive() {
    Eventually.that("an archive", MAKING_LIMIT, () -> isWhole() && !isMaking(), project::files);
  }

  private boolean isMaking() {
    return project.files().stream().anyMatch(file -> file.endsWith("/archive.lock"));
  }

  private boolean isWhole() {
    return archives().stream().anyMatch(WrapperArchiveTest::isNoNewerThanItsMark);
  }

  private static boolean isNoNewerThanItsMark(Path archive) {
    File mark = new File(archive + ".complete");
    return mark.exists() && archive.toFile().lastModified() <= mark.lastModified();
  }

  @Test
  void aPreparedToolUsesItsArchiveWithEveryJdk() {
    for (Path jdk : WrapperProject.installedJdks()) {
      Command.Result prepared =
          project
              .jbang("--prepare")
              .timeout(Duration.ofMinutes(5))
              .env("JAVA_HOME", jdk.toString())
              .run();
      assertThat(prepared.expect(0).stderr()).endsWith("sample.java is prepared.\n");
      Command call = project.jbang("sample.java").env("JAVA_HOME", jdk.toString());
      assertTrue(usesArchive(call), jdk::toString);
      assertEquals(List.of(), project.leftovers());
    }
    assertEquals(1, archives().size(), "those of other JDKs are gone");
  }

  @Test
  void aCallThatFindsNoArchiveHasItMadeForLaterOnes() {
    assertFalse(usesArchive(), "only built");
    assertFalse(usesArchive(), "ordered");
    awaitArchive();
    assertTrue(usesArchive());
  }

  /** As cron lines do: "flock -n FILE ./jbang ..." */
  @Test
  void theMakingHoldsNoLockOfItsCaller() {
    project.jbang("sample.java").run().expect(7);
    String script = "exec 9>\"$2\"; flock 9; \"$1\" sample.java; exec 9>&-; flock -n \"$2\" true";
    String wrapper = project.folder().resolve("jbang").toString();
    String lock = project.home().resolve("cron.lock").toString();
    project.own(Command.program("bash", "-c", script, "cron", wrapper, lock)).run().expect(0);
    awaitArchive();
    assertTrue(usesArchive());
  }

  @Test
  void anArchiveGoesWithWhatItWasMadeFrom() throws IOException {
    prepare().expect(0);
    for (String changed : List.of("sample.java", "lib/Name.java", "lib/sample.properties")) {
      Path file = project.folder().resolve(changed);
      Path old = archive();
      Files.writeString(file, Files.readString(file) + "\n");
      assertFalse(usesArchive(), changed);
      assertFalse(Files.exists(old), changed);
      prepare().expect(0);
      assertTrue(usesArchive(), changed);
    }
  }

  @Test
  void aDamagedArchiveIsNotUsedAndMadeAgain() throws IOException {
    prepare().expect(0);
    byte[] whole = Files.readAllBytes(archive());
    byte[] overwritten = whole.clone();
    Arrays.fill(overwritten, whole.length / 4, whole.length / 2, (byte) 'x');
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    for (byte[] damaged : List.of(overwritten, half, "no archive".getBytes(UTF_8))) {
      Path archive = archive();
      Files.delete(archive);
      Files.write(archive, damaged);
      assertFalse(usesArchive());
      awaitArchive();
      assertTrue(usesArchive());
    }
  }

  @Test
  void twoAtOnceMakeOneArchive() {
    try (RunningCommand one = preparation().start();
        RunningCommand two = preparation().start()) {
      one.awaitExit().expect(0);
      two.awaitExit().expect(0);
    }
    assertTrue(usesArchive());
    archive();
    assertEquals(List.of(), project.leftovers());
  }

  @Test
  void aFullDiskCostsOnlyTheArchive() {
    project.jbang("sample.java").run().expect(7);
    String script = "ulimit -f 8192; exec \"$@\"";
    String wrapper = project.folder().resolve("jbang").toString();
    Command limited = project.own(Command.program("bash", "-c", script, "limited", wrapper));
    Command.Result failed =
        limited.with("--prepare", "sample.java").timeout(Duration.ofMinutes(5)).run().expect(3);
    assertThat(failed.stderr())
        .contains("the archive of the classes of sample.java could not be made");
    assertEquals(List.of(), project.leftovers());
    assertFalse(usesArchive(limited.with("sample.java")));
    prepare().expect(0);
    assertTrue(usesArchive());
  }

  /** Another user, for whom everything is there and nothing can be written. */
  @Test
  void aCacheThatCannotBeWrittenToIsUsedAsItIs() throws IOException {
    prepare().expect(0);
    List<String> before = project.files();
    Files.write(log, new byte[0]);
    chmod("a+rwX", log);
    chmod("a+rX", jars);
    chmod("a+rX", project.home().getParent());
    chmod("a-w", project.home());
    try {
      assertTrue(usesArchive(byAnotherUser(project)));
    } finally {
      chmod("u+w", project.home());
    }
    assertEquals(before, project.files());
  }

  /** Without the right to become another user: by the same one. */
  private static Command byAnotherUser(WrapperProject project) {
    String wrapper = project.folder().resolve("jbang").toString();
    Command call =
        System.getProperty("user.name").equals("root")
            ? Command.program(
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", wrapper)
            : Command.program(wrapper);
    return project.own(call).with("sample.java");
  }

  /** As an administrator does it, here one whose files everybody could change. */
  @Test
  void whatIsPreparedForAllUsersIsReadByOthersAndWrittenByNone() throws IOException {
    try (WrapperProject installed = withTool(WrapperProject.installed())) {
      installed.shareJBang(installed.sharedCache());
      String wrapper = installed.folder().resolve("jbang").toString();
      String script = "umask 0; exec \"$0\" --prepare --for-all-users";
      installed
          .own(Command.program("bash", "-c", script, wrapper))
          .timeout(Duration.ofMinutes(5))
          .run()
          .expect(0);
      chmod("a+rwX", jars);
      List<String> prepared = WrapperProject.files(installed.sharedCache());
      assertEquals(List.of(), writableByOthers(prepared));
      Path home = Files.createDirectory(jars.resolve("home"));
      Command call = byAnotherUser(installed).env("HOME", home.toString()).withoutEnv("JBANG_DIR");
      assertTrue(usesArchive(call));
      assertEquals(List.of(home.toString()), WrapperProject.files(home));

      installed.write("lib/sample.properties", "resource two");
      Command.Result stale = installed.jbang("sample.java").run().expect(7);
      assertThat(stale.stdout()).contains("resource two");
      assertEquals(prepared, WrapperProject.files(installed.sharedCache()));
    }
  }

  private static List<String> writableByOthers(List<String> files) throws IOException {
    List<String> writable = new ArrayList<>();
    for (String file : files) {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(Path.of(file), LinkOption.NOFOLLOW_LINKS);
      boolean others =
          permissions.contains(PosixFilePermission.OTHERS_WRITE)
              || permissions.contains(PosixFilePermission.GROUP_WRITE);
      if (others && !Files.isSymbolicLink(Path.of(file))) {
        writable.add(file);
      }
    }
    return writable;
  }

  private static void chmod(String mode, Path folder) {
    Command.program("chmod", "-R", mode, folder.toString()).run().expect(0);
  }

  @Test
  void aMakingThatIsKilledIsMadeUpForByTheNext() {
    project.jbang("sample.java").run().expect(7);
    try (RunningCommand running = preparation().start()) {
      running.await(this::isTrained, "a call of the tool for its archive");
      List<ProcessHandle> children = running.descendants();
      running.kill();
      children.forEach(ProcessHandle::destroyForcibly);
      running.awaitExit().expect(137);
    }
    assertFalse(leftoversOfArchives().isEmpty());
    prepare().expect(0);
    assertTrue(usesArchive());
    assertEquals(List.of(), project.leftovers());
  }

  private boolean isTrained() {
    return leftoversOfArchives().stream().anyMatch(file -> file.endsWith("/call.list"));
  }

  private List<String> leftoversOfArchives() {
    return project.files().stream().filter(file -> file.contains(".jsa.tmp.")).toList();
  }

  @Test
  void nobodyGetsAnArchiveWhoDoesNotWantOneOrHasJavaLogWhatItDoes() throws IOException {
    prepare().expect(0);
    Path own = jars.resolve("own");
    Command call = project.jbang("sample.java");
    assertFalse(usesArchive(call.env("UCW_CLASS_ARCHIVES", "off")));
    Command logging = call.env("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + own);
    assertThat(logging.run().expect(7).stderr()).endsWith("\non stderr\n");
    assertTrue(Files.size(own) > 0, "overruled");
    assertTrue(usesArchive());
  }

  /** Java 17 would make one without any of the tool's classes in it. */
  @Test
  void jarsBelowAFolderWithASpaceGetNoArchive() {
    project.putJarsInto(project.home().resolve("with space"));
    prepare().expect(0);
    assertFalse(usesArchive());
    assertEquals(List.of(), archives());
    assertEquals(List.of(), project.leftovers());
  }
}
