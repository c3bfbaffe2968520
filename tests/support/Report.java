package tests.support;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints one line for each test class, each failure with what it needs to be understood, and the
 * totals.
 */
public final class Report implements TestExecutionListener {

  private final PrintStream out;
  private final List<String> skips = new ArrayList<>();
  private final Set<String> startedClasses = new HashSet<>();
  private Counts total = Counts.NONE;
  private Counts ofClass = Counts.NONE;
  private long classStarted;
  private TestPlan plan;

  public Report(PrintStream out) {
    this.out = out;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (isTopClass(test)) {
      ofClass = Counts.NONE;
      classStarted = System.nanoTime();
      startedClasses.add(test.getUniqueId());
    }
    if (test.isTest()) {
      Transcript.startTest();
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    long tests = test.isTest() ? 1 : plan.countTestIdentifiers(tests(test));
    skip(test, reason, tests);
  }

  private Predicate<TestIdentifier> tests(TestIdentifier container) {
    return candidate -> candidate.isTest() && plan.getDescendants(container).contains(candidate);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          ofClass = ofClass.plus(Counts.PASSED);
        }
      }
      case ABORTED -> skip(test, reason(result), 1);
      case FAILED -> fail(test, result);
    }
    if (isTopClass(test)) {
      total = total.plus(ofClass);
      double seconds = (System.nanoTime() - classStarted) / 1e9;
      out.println(ofClass.line(seconds, test.getDisplayName()));
    }
  }

  private boolean isTopClass(TestIdentifier test) {
    return test.getParentIdObject().isPresent()
        && plan.getParent(test).map(parent -> parent.getParentIdObject().isEmpty()).orElse(false);
  }

  private void skip(TestIdentifier test, String reason, long tests) {
    ofClass = ofClass.plus(Counts.skipped(tests));
    if (isTopClass(test) && !startedClasses.contains(test.getUniqueId())) {
      total = total.plus(Counts.skipped(tests));
    }
    skips.add("skipped: " + path(test) + ": " + reason);
  }

  private static String reason(TestExecutionResult result) {
    return result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
  }

  private void fail(TestIdentifier test, TestExecutionResult result) {
    ofClass = ofClass.plus(Counts.FAILED);
    if (test.getParentIdObject().isEmpty()) { // No class: it could not even be looked for.
      total = total.plus(Counts.FAILED);
    }
    out.printf("%nFAILED: %s%n", path(test));
    result.getThrowable().ifPresent(failure -> out.println(indented(trace(failure))));
    List<String> commands = Transcript.ofThisTest();
    if (!commands.isEmpty()) {
      out.println("    what the test ran and logged:");
      commands.forEach(command -> out.println(indented(command)));
    }
    out.println();
  }

  /** The class, the nested classes and the test by their shown names. */
  private String path(TestIdentifier test) {
    String parent =
        plan.getParent(test)
            .filter(container -> container.getParentIdObject().isPresent())
            .map(container -> path(container) + " > ")
            .orElse("");
    return parent + test.getDisplayName();
  }

  /** The stack trace without the frames of JUnit and of reflection, which say nothing. */
  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    List<String> lines = text.toString().lines().toList();
    return String.join(
        "\n",
        lines.stream()
            .filter(line -> !line.matches("\\s+at (org\\.junit|java\\.base/(java|jdk)\\.).*"))
            .toList());
  }

  private static String indented(String text) {
    return text.lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
  }

  /**
   * Everything up to now, for the report of another JVM.
   *
   * @param output what was printed
   */
  public ClassResult result(String output) {
    return new ClassResult(output, skips(), total);
  }

  /** Prints and counts what ran in another JVM. */
  public synchronized void add(ClassResult result) {
    out.print(result.output());
    out.flush();
    skips.addAll(result.skips());
    total = total.plus(result.counts());
  }

  /** What was skipped and why, a line each. */
  public List<String> skips() {
    return List.copyOf(skips);
  }

  /** Whether tests ran and none failed. */
  public boolean isGood() {
    return total.passed() > 0 && total.failed() == 0;
  }

  /** "N passed, N failed", and how many were skipped if any were. */
  public String totals() {
    return total.toString();
  }
}
