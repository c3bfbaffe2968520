package tests.wrapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.RunningCommand;
import tests.support.StaticServer;
import tests.support.WrapperProject;

/** How the wrapper gets JBang, with stand-ins for Maven and for the place of JBang's zip. */
@Tag("cli")
class WrapperFetchTest {

  private static final String VERSION = "0.132.1";
  private static final String HALF_DONE_MAVEN =
      """
      #!/bin/bash
      for word; do case $word in -Djbang.folder=*) touch "${word#*=}/half.jar" ;; esac; done
      exec sleep 600
      """;

  private final WrapperProject project = new WrapperProject();
  private Path programs;

  @BeforeEach
  void createFolderForPrograms() throws IOException {
    programs = Files.createDirectories(project.home().resolve("bin"));
  }

  @AfterEach
  void removeProject() {
    project.close();
  }

  private Command withMaven(Command command, String script) throws IOException {
    Path maven = Files.writeString(programs.resolve("mvn"), script);
    maven.toFile().setExecutable(true);
    return command.env("PATH", programs + ":" + System.getenv("PATH"));
  }

  private boolean isHalfDone() {
    return Files.exists(project.cache())
        && project.files().stream().anyMatch(file -> file.endsWith("half.jar"));
  }

  @Test
  void ctrlCWhileFetchingLeavesNothingBehind() throws IOException {
    Command fetching = withMaven(project.jbang("--version"), HALF_DONE_MAVEN);
    try (RunningCommand running = fetching.start()) {
      running.await(this::isHalfDone, "a half-done fetch");
      List<ProcessHandle> children = running.descendants();
      running.interrupt();
      running.awaitExit().expect(130);
      children.forEach(child -> child.onExit().join());
    }
    assertEquals(List.of(), project.leftovers());
    assertFalse(Files.exists(project.cache().resolve("jbang-" + VERSION)));
  }

  @Test
  void aFetchThatWasKilledIsDoneAgain() throws IOException {
    Command fetching = withMaven(project.jbang("--version"), HALF_DONE_MAVEN);
    try (RunningCommand running = fetching.start()) {
      running.await(this::isHalfDone, "a half-done fetch");
      List<ProcessHandle> children = running.descendants();
      running.kill();
      children.forEach(ProcessHandle::destroyForcibly);
      running.awaitExit().expect(137);
    }
    assertFalse(Files.exists(project.cache().resolve("jbang-" + VERSION)));
    Command.Result again = project.jbang("--version").run().expect(0);
    assertTrue(
        again.stderr().matches("jbang: fetching JBang .*\n" + VERSION + "\n"), again::toString);
    assertEquals(List.of(), project.leftovers());
  }

  @Test
  void withoutMavenJBangsZipIsFetchedAndItsChecksumVerified() throws IOException {
    Path zip = zipOfInstalledJBang();
    try (StaticServer server = new StaticServer(zip.getParent())) {
      Command command =
          withMaven(project.jbang("--version"), "#!/bin/sh\nexit 1\n")
              .env("UCW_JBANG_ZIP_URL", server.url() + "jbang.zip");
      Command.Result changed = command.run().expect(3);
      assertThat(changed.stderr()).as(changed::toString).contains("which is not JBang " + VERSION);
      assertThat(changed.stderr()).as(changed::toString).contains("Install Maven");
      assertEquals(List.of(), project.leftovers());

      Command.Result fetched = command.env("UCW_JBANG_ZIP_SHA256", sha256(zip)).run().expect(0);
      assertThat(fetched.stderr()).as(fetched::toString).endsWith(VERSION + "\n");
      assertEquals(VERSION + "\n", project.jbang("--version").run().expect(0).stderr());
    }
  }

  /** A zip like the official one, whose jar leads to the jars that the wrapper has fetched. */
  private Path zipOfInstalledJBang() throws IOException {
    Path installed = installedJBang();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (Stream<Path> jars = Files.list(installed)) {
      String classPath =
          jars.filter(jar -> jar.toString().endsWith(".jar"))
              .map(jar -> jar.toUri().toString())
              .collect(Collectors.joining(" "));
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    Path zip = project.home().resolve("jbang.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("jbang-" + VERSION + "/bin/jbang.jar"));
      new JarOutputStream(out, manifest).finish();
      out.closeEntry();
    }
    return zip;
  }

  /** The JBang of the cache that this test run itself uses. */
  private static Path installedJBang() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder =
        cache == null || cache.isEmpty()
            ? Path.of(System.getenv("HOME"), ".cache")
            : Path.of(cache);
    return folder.resolve("universal-camunda-worker/jbang-" + VERSION);
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
