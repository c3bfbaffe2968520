package tests.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What all JVMs of one run of the tests share: a folder, which goes with the run. */
public final class RunFolder {

  /** Set by the parent of several JVMs; without it the folder is this JVM's alone. */
  public static final String PROPERTY = "tests.run";

  private static Path folder;

  private RunFolder() {}

  private static Path own() {
    try {
      Path own = Files.createTempDirectory("ucw-test-run");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(own)));
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder in it, which is made if it is not there yet. */
  static synchronized Path of(String name) {
    if (folder == null) {
      String given = System.getProperty(PROPERTY);
      folder = given == null ? own() : Path.of(given);
    }
    try {
      return Files.createDirectories(folder.resolve(name));
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
