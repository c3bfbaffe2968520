package tests.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.Project;
import tests.support.SourceFile;
import tests.support.WrapperProject;

/** The compiler has nothing to say about the project with all of its warnings on. */
@Tag("cli")
class LintTest {

  private Path classes;

  @BeforeEach
  void createFolder() throws IOException {
    classes = Files.createTempDirectory("lint");
  }

  @AfterEach
  void removeFolder() {
    WrapperProject.delete(classes);
  }

  /** The packages first, then each script on its own, as scripts have classes of the same name. */
  @Test
  void nothingIsWarnedAbout() throws IOException {
    String jars = jars();
    List<SourceFile> packaged =
        SourceFile.all().stream().filter(file -> !file.packageName().isEmpty()).toList();
    assertFalse(packaged.isEmpty());
    StringBuilder printed = new StringBuilder();
    printed.append(compile(packaged.stream().map(SourceFile::path).toList(), jars, classes));
    for (SourceFile script : SourceFile.scripts()) {
      Path target = Files.createDirectories(classes.resolve(script.name().replace('/', '_')));
      String classPath = classes + File.pathSeparator + jars;
      printed.append(compile(List.of(script.path()), classPath, target));
    }
    assertEquals("", printed.toString());
  }

  /**
   * The jars of every dependency that any file has; the script's own is left out: it may be
   * unbuilt.
   */
  private static String jars() {
    String dependencies =
        SourceFile.all().stream()
            .flatMap(file -> file.directive("DEPS").stream())
            .distinct()
            .collect(Collectors.joining(","));
    String classPath =
        Command.program(Project.home().resolve("jbang").toString())
            .with("info", "classpath", "--deps", dependencies, "tests/format.java")
            .run()
            .expect(0)
            .stdout()
            .strip();
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(jar -> !jar.endsWith("/format.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What javac prints. */
  private static String compile(Collection<Path> files, String classPath, Path target) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-Xlint:all", "-XDignore.symbol.file", "-proc:none", "-implicit:none"));
    arguments.addAll(
        List.of("-encoding", "UTF-8", "-sourcepath", "", "-classpath", classPath, "-d"));
    arguments.add(target.toString());
    files.forEach(file -> arguments.add(file.toString()));
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
    return printed.toString();
  }
}
