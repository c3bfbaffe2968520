package tests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What all JVMs of one run of the tests share: a folder, which goes with the run. */
public final class RunFolder {

  /** Set by the parent of several JVMs; without it the folder is this JVM's alone. */
  public static final String PROPERTY = "tests.run";

  private static final Path FOLDER =
      Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).orElseGet(RunFolder::own);

  private RunFolder() {}

  private static Path own() {
    try {
      Path folder = Files.createTempDirectory("ucw-test-run");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder in it, which is made if it is not there yet. */
  static Path of(String name) {
    try {
      return Files.createDirectories(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a folder and everything in it; says so if it cannot. */
  public static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("not removed: " + folder + ": " + e.getMessage());
    }
  }
}
