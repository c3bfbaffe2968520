///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs the tests: all, or suites, classes and methods
//RUNTIME_OPTIONS -XX:+UseSerialGC -Xshare:auto
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.junit.platform:junit-platform-launcher:6.1.3
//DEPS com.fasterxml.jackson.dataformat:jackson-dataformat-yaml:2.22.4
//DEPS com.jayway.jsonpath:json-path:2.10.0
//DEPS org.assertj:assertj-core:3.27.7
//DEPS org.awaitility:awaitility:4.3.0
//DEPS net.jqwik:jqwik:1.9.3
//SOURCES support/*.java
//SOURCES base/**.java
//SOURCES systems/**.java
//SOURCES tools/**.java
//SOURCES deploy/*.java
//SOURCES faults/*.java
//SOURCES fuzz/*.java
//SOURCES project/*.java
//SOURCES sandbox/*.java
//SOURCES wrapper/*.java
//SOURCES ../sandbox/EngineProcess.java
//SOURCES ../sandbox/FreePort.java
//SOURCES ../sandbox/RabbitNode.java
//SOURCES ../lib/tools/*/package-info.java
//SOURCES ../lib/tools/processes/instance/package-info.java
//FILES ./=../texts/*.properties
//FILES sample_tool_ru.properties=support/sample_tool_ru.properties
//FILES sample_tool_en.properties=support/sample_tool_en.properties

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tests.support.LogRecorder;
import tests.support.Report;
import tests.support.Suite;

@CommandLine.Command(
    name = "run.java",
    usageHelpAutoWidth = true,
    description = {
      "Runs the project's tests; all but those of the suite long if nothing is chosen.",
      "Without rabbitmq-server the suites that need it are left out; with CI=true that is a"
          + " failure.",
      "Exit code: 0 all passed, 1 a test failed or none ran, 3 wrong usage."
    })
class Run implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help")
  boolean help;

  @Option(
      names = "--suite",
      split = ",",
      paramLabel = "NAME",
      description = "Only tests of these suites: ${COMPLETION-CANDIDATES}")
  Set<Suite> suites = EnumSet.noneOf(Suite.class);

  @Option(
      names = "--quick",
      description = "Only what needs no server and starts no process; the same as --suite unit")
  void quick(boolean given) {
    suites.add(Suite.UNIT);
  }

  @Parameters(
      paramLabel = "CLASS[#METHOD]",
      description = "Only these test classes or methods, e.g. WrapperTest or WrapperTest#quotes")
  List<String> names = new ArrayList<>();

  public static void main(String... args) {
    System.exit(
        new CommandLine(new Run())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(
                (failure, arguments) -> {
                  System.err.println(failure.getMessage());
                  return 3;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws URISyntaxException {
    LogRecorder.install();
    Report report = new Report(System.out);
    LauncherFactory.create().execute(request(), report);
    report.skips().forEach(System.out::println);
    boolean complete = true;
    for (Suite suite : leftOut()) {
      boolean mustRun = "true".equals(System.getenv("CI"));
      complete &= !mustRun;
      System.out.printf(
          "left out: suite %s: %s%s%n",
          suite.tag(), suite.obstacle().orElseThrow(), mustRun ? ", but in CI it must run" : "");
    }
    if (suites.isEmpty() && names.isEmpty()) {
      System.out.println("not asked for: --suite " + String.join(",", onDemand()));
    }
    System.out.println(report.totals());
    return report.isGood() && complete ? 0 : 1;
  }

  /** The chosen suites that cannot run here. */
  private List<Suite> leftOut() {
    Set<Suite> wanted = suites.isEmpty() ? EnumSet.allOf(Suite.class) : suites;
    return wanted.stream().filter(suite -> suite.obstacle().isPresent()).toList();
  }

  private LauncherDiscoveryRequest request() throws URISyntaxException {
    Path jar = Path.of(Run.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(jar)))
            .filters(namesFilter())
            .configurationParameter("junit.jupiter.execution.timeout.default", "5 m")
            .configurationParameter("jqwik.database", "") // keeps no file of its own
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            // A test that cannot be interrupted is left behind instead of stopping everything.
            .configurationParameter(
                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
            .configurationParameter(
                "junit.jupiter.testclass.order.default",
                "org.junit.jupiter.api.ClassOrderer$OrderAnnotation");
    if (!suites.isEmpty()) {
      request.filters(includeTags(suites.stream().map(Suite::tag).toList()));
    }
    List<String> impossible =
        EnumSet.allOf(Suite.class).stream()
            .filter(suite -> suite.obstacle().isPresent())
            .map(Suite::tag)
            .toList();
    if (!impossible.isEmpty()) {
      request.filters(excludeTags(impossible));
    }
    if (suites.isEmpty() && names.isEmpty()) {
      request.filters(excludeTags(onDemand()));
    }
    return request.build();
  }

  private static List<String> onDemand() {
    return EnumSet.allOf(Suite.class).stream().filter(Suite::isOnDemand).map(Suite::tag).toList();
  }

  private PostDiscoveryFilter namesFilter() {
    return test ->
        names.isEmpty() || names.stream().anyMatch(name -> matches(test, name))
            ? FilterResult.included("named")
            : FilterResult.excluded("not named");
  }

  /** A name is the class that holds the test, or one around it, and perhaps the method. */
  private static boolean matches(TestDescriptor test, String name) {
    TestSource source = test.getSource().orElse(null);
    if (!(source instanceof MethodSource method)) {
      return false;
    }
    String[] parts = name.split("#", 2);
    List<String> classes = List.of(method.getClassName().replaceFirst("^.*\\.", "").split("\\$"));
    return classes.contains(parts[0])
        && (parts.length == 1 || parts[1].equals(method.getMethodName()));
  }
}
