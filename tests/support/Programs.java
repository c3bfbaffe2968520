package tests.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of others that some tests need. Where CI runs, {@code .ci/run} installs them. */
public final class Programs {

  private Programs() {}

  /**
   * The first of these that is on the PATH. Without any the test is skipped, but not in CI: there
   * it fails, as nobody would notice that it never runs.
   */
  public static Path require(String... names) {
    Optional<Path> found =
        Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":"))
            .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    String missing = "not installed: " + String.join(" or ", names);
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing + ", but in CI it must be");
    }
    assumeTrue(found.isPresent(), missing);
    return found.orElseThrow();
  }
}
