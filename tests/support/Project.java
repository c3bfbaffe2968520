package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkout that is tested. */
public final class Project {

  private static final List<String> NOT_SOURCES = List.of(".git", "logs", "bin", "target");

  private Project() {}

  /** The folder of the wrapper, which sets UCW_HOME; else the current folder. */
  public static Path home() {
    Path home =
        Path.of(Optional.ofNullable(System.getenv("UCW_HOME")).orElse(".")).toAbsolutePath();
    if (!Files.isExecutable(home.resolve("jbang"))) {
      throw new IllegalStateException(
          home + " is not the project's folder: run ./jbang tests/run.java");
    }
    return home.normalize();
  }

  /** Every Java file, sorted. */
  public static List<Path> javaFiles() {
    try (Stream<Path> files = Files.walk(home())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !NOT_SOURCES.contains(home().relativize(file).getName(0).toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The scripts: Java files whose first line is the shell's. */
  public static List<Path> scripts() {
    return javaFiles().stream().filter(file -> read(file).startsWith("///")).toList();
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path below the project's folder, with slashes. */
  public static String name(Path file) {
    return home().relativize(file).toString().replace('\\', '/');
  }
}
