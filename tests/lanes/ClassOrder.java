package tests.lanes;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Isolated;
import tests.support.Project;

/**
 * The order in which classes begin in lanes: the long ones first, so that no lane waits for another
 * one at the end. What is {@link Isolated} comes when everything else has ended, one after the
 * other.
 */
final class ClassOrder {

  /** Lines of a run. Only the order of the classes depends on it: it may be old. */
  private static final String DURATIONS = "tests/lanes/durations.txt";

  private static final Pattern LINE = Pattern.compile("(?m)^ *([0-9.]+) s  (\\w+)");

  private final Map<String, Double> seconds = new TreeMap<>();

  static ClassOrder ofTheProject() {
    return new ClassOrder(Project.read(Project.home().resolve(DURATIONS)));
  }

  /** From lines of a run, e.g. {@code 41.4 s WorkerStartTest: 24 passed, 0 failed}. */
  ClassOrder(String lines) {
    for (Matcher line = LINE.matcher(lines); line.find(); ) {
      seconds.put(line.group(2), Double.valueOf(line.group(1)));
    }
  }

  /** Those that run beside each other: the longest first, then those that nothing is known of. */
  List<Class<?>> beside(List<Class<?>> classes) {
    Comparator<Class<?>> byDuration =
        Comparator.comparing(type -> seconds.getOrDefault(type.getSimpleName(), 0.0));
    return classes.stream()
        .filter(type -> !type.isAnnotationPresent(Isolated.class))
        .sorted(byDuration.reversed())
        .toList();
  }

  /** Those that run alone, in the order of {@link Order}. */
  List<Class<?>> alone(List<Class<?>> classes) {
    return classes.stream()
        .filter(type -> type.isAnnotationPresent(Isolated.class))
        .sorted(Comparator.comparing(ClassOrder::order))
        .toList();
  }

  private static int order(Class<?> type) {
    return Optional.ofNullable(type.getAnnotation(Order.class))
        .map(Order::value)
        .orElse(Order.DEFAULT);
  }
}
