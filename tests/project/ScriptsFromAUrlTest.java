package tests.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tests.support.Command;
import tests.support.Project;
import tests.support.SourceFile;
import tests.support.StaticServer;
import tests.support.WrapperProject;

/** The scripts run without a checkout, as a catalog at an address names them. */
@Tag("cli")
class ScriptsFromAUrlTest {

  /** They work on a checkout, so they never run from an address. */
  private static final Set<String> SCRIPTS_OF_A_CHECKOUT =
      Set.of("tests/run.java", "tests/format.java", ".jbang-wrapper/make_archive.java");

  /** From a web server, in an empty folder: as somebody would who has no checkout. */
  @TestFactory
  Stream<DynamicTest> everyScriptRunsFromAUrl() throws IOException {
    StaticServer server = new StaticServer(Project.home());
    Path folder = Files.createTempDirectory("from-url");
    return SourceFile.scripts().stream()
        .map(SourceFile::name)
        .filter(name -> !SCRIPTS_OF_A_CHECKOUT.contains(name))
        .map(name -> dynamicTest(name, () -> helpIsShown(server.url() + name, folder)))
        .onClose(
            () -> {
              server.close();
              WrapperProject.delete(folder);
            });
  }

  private static void helpIsShown(String url, Path folder) {
    Command.Result result =
        Command.of(url, "--help")
            .in(folder)
            .env("UCW_HOME", folder.toString())
            .env("JBANG_DIR", folder.resolve("jbang").toString())
            .env("UCW_CLASS_ARCHIVES", "off") // Called once only: an archive would not pay.
            .run()
            .expect(0);
    assertThat(result.stdout()).as(result::toString).contains("--help");
  }
}
