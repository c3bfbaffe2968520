package tests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that the commands of a test run have printed: shown with a failed test, and searched
 * for planted passwords at the end. There is one for the whole run, as the tests run one after the
 * other.
 */
public final class Transcript {

  private static final List<Command.Result> RESULTS = new ArrayList<>();
  private static final List<String> OF_THIS_TEST = new ArrayList<>();
  private static final Set<String> SECRETS = new TreeSet<>();

  private Transcript() {}

  /** A password that no command may ever print; returns it. */
  public static synchronized String secret(String password) {
    SECRETS.add(password);
    return password;
  }

  /** Whether a password was planted and a command has run. */
  public static synchronized boolean canLeak() {
    return !SECRETS.isEmpty() && !RESULTS.isEmpty();
  }

  /** One line for each command that printed a planted password, without the password. */
  public static synchronized List<String> leaks() {
    return RESULTS.stream()
        .flatMap(result -> SECRETS.stream().flatMap(secret -> leaks(result, secret).stream()))
        .toList();
  }

  public static List<String> leaks(Command.Result result, String secret) {
    return (result.stdout() + result.stderr())
        .lines()
        .filter(line -> line.contains(secret))
        .map(line -> String.join(" ", result.command()) + ": " + line)
        .map(line -> line.replace(secret, "[planted password]"))
        .toList();
  }

  public static synchronized void add(Command.Result result) {
    RESULTS.add(result);
    OF_THIS_TEST.add(result.toString());
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
