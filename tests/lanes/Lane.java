package tests.lanes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import lib.base.json.Json;
import tests.support.ClassResult;
import tests.support.RunFolder;

/**
 * A place for test classes, one after the other, as the parent sees it: a JVM with its own servers,
 * ports and temporary folder. It is told a class a line on its stdin, answers with a line of JSON
 * each, and ends when its stdin does, so that it never outlives its parent.
 */
final class Lane implements AutoCloseable {

  /** What an answer begins with; every other line was printed by somebody else. */
  static final String ANSWER = "@lane ";

  /** Other users may enter a folder, as they may /tmp: some tests run something as one of them. */
  static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rwxr-xr-x");

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 12_000;
  private static final long PATIENCE_SECONDS = 30;

  private final List<String> command;
  private final Path temporary;
  private Process process;
  private PrintStream requests;
  private BufferedReader answers;
  private boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param number from 0 on
   * @param count how many there are: none takes another one's ports
   * @param launch how its JVM is started
   * @param folder of the run, which every lane may read and write
   */
  Lane(int number, int count, Launch launch, Path folder) throws IOException {
    temporary = Files.createDirectories(folder.resolve("lane" + number));
    Files.setPosixFilePermissions(temporary, FOR_ALL);
    int ports = PORTS / count;
    command =
        launch
            .with(
                "-Djava.io.tmpdir=" + temporary,
                "-D" + RunFolder.PROPERTY + "=" + folder,
                "-Dsandbox.ports.first=" + (FIRST_PORT + number * ports),
                "-Dsandbox.ports.count=" + ports)
            .command();
  }

  /** Runs a class and waits for its end; if its JVM dies, that is a failure of the class. */
  ClassResult run(String className) {
    long started = System.nanoTime();
    List<String> others = new ArrayList<>();
    try {
      start();
      requests.println(className);
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(ANSWER)) {
          String json = line.substring(ANSWER.length());
          return Json.MAPPER.readValue(json, ClassResult.class).after(text(others));
        }
        others.add(line);
      }
    } catch (IOException e) {
      others.add(e.toString());
    }
    return ClassResult.failed(
        className.replaceFirst(".*\\.", ""), (System.nanoTime() - started) / 1e9, death(others));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines.stream().filter(Predicate.not(String::isBlank)).toList());
  }

  private synchronized void start() throws IOException {
    if (closed) {
      throw new IOException("the run has ended");
    }
    if (process == null) {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("TMPDIR", temporary.toString());
      process = builder.start();
      requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
  }

  /** What its JVM has died of; the next class gets another one. */
  private synchronized String death(List<String> said) {
    if (process == null) {
      return "no JVM: " + text(said);
    }
    end();
    int code = process.exitValue();
    process = null;
    return "its JVM ended with exit code %d before the class did; it printed:%n%s"
        .formatted(code, text(said));
  }

  /** Lets its JVM end, which ends its servers; kills it if that takes too long. */
  private void end() {
    requests.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, also while a class runs. */
  @Override
  public synchronized void close() {
    closed = true;
    if (process != null) {
      end();
    }
  }
}
