package tests.support;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Everything that the commands of a test run have printed: shown with a failed test, and searched
 * for planted passwords at the end. It lies in the run's folder, as a run has several JVMs; in each
 * of them the tests run one after the other.
 */
public final class Transcript {

  private static final Path PRINTED = RunFolder.of("printed");
  private static final Path SECRETS = RunFolder.of("secrets");

  /** Before a command, in a file of what commands have printed. */
  private static final String COMMAND = "\u0000";

  private static final List<String> OF_THIS_TEST = new ArrayList<>();

  private Transcript() {}

  /** A password that no command may ever print; returns it. */
  public static synchronized String secret(String password) {
    append(SECRETS, password + "\n");
    return password;
  }

  /** Whether a password was planted and a command has run. */
  public static boolean canLeak() {
    return !files(SECRETS).isEmpty() && !files(PRINTED).isEmpty();
  }

  /** One line for each command that printed a planted password, without the password. */
  public static List<String> leaks() {
    Set<String> secrets = new TreeSet<>();
    files(SECRETS).forEach(file -> secrets.addAll(Project.read(file).lines().toList()));
    return files(PRINTED).stream().flatMap(file -> leaks(file, secrets)).toList();
  }

  private static Stream<String> leaks(Path file, Set<String> secrets) {
    List<String> leaks = new ArrayList<>();
    String command = "";
    for (String line : Project.read(file).split("\n")) {
      if (line.startsWith(COMMAND)) {
        command = line.substring(COMMAND.length());
      } else {
        for (String secret : secrets) {
          leaks(command, line, secret).forEach(leaks::add);
        }
      }
    }
    return leaks.stream();
  }

  public static List<String> leaks(Command.Result result, String secret) {
    String command = String.join(" ", result.command());
    return (result.stdout() + result.stderr())
        .lines()
        .flatMap(line -> leaks(command, line, secret))
        .toList();
  }

  private static Stream<String> leaks(String command, String line, String secret) {
    return line.contains(secret)
        ? Stream.of((command + ": " + line).replace(secret, "[planted password]"))
        : Stream.empty();
  }

  public static synchronized void add(Command.Result result) {
    String command = String.join(" ", result.command()).replace('\n', ' ');
    append(PRINTED, COMMAND + command + "\n" + result.stdout() + result.stderr() + "\n");
    OF_THIS_TEST.add(result.toString());
  }

  /** To this JVM's file there. */
  private static void append(Path folder, String text) {
    try {
      Path file = folder.resolve(Long.toString(ProcessHandle.current().pid()));
      Files.writeString(file, text, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static synchronized void note(String text) {
    OF_THIS_TEST.add(text);
  }

  public static synchronized void startTest() {
    OF_THIS_TEST.clear();
  }

  public static synchronized List<String> ofThisTest() {
    return List.copyOf(OF_THIS_TEST);
  }
}
