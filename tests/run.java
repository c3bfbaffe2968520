///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs the tests: all, or suites, classes and methods
//RUNTIME_OPTIONS -XX:+UseSerialGC -Xshare:auto -Dsun.net.httpserver.nodelay=true
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.junit.platform:junit-platform-launcher:6.1.3
//DEPS com.fasterxml.jackson.dataformat:jackson-dataformat-yaml:2.22.4
//DEPS com.jayway.jsonpath:json-path:2.10.0
//DEPS org.assertj:assertj-core:3.27.7
//DEPS org.awaitility:awaitility:4.3.0
//DEPS net.jqwik:jqwik:1.9.3
//SOURCES support/*.java
//SOURCES lanes/*.java
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
//SOURCES ../lib/tools/start/rows/package-info.java
//FILES ./=../texts/*.properties
//FILES sample_tool_ru.properties=support/sample_tool_ru.properties
//FILES sample_tool_en.properties=support/sample_tool_en.properties

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tests.lanes.LaneProcess;
import tests.lanes.Lanes;
import tests.lanes.Selection;
import tests.support.BuiltTools;
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

  @Option(
      names = "--lanes",
      paramLabel = "NUMBER",
      defaultValue = "${env:UCW_TEST_LANES}",
      description = {
        "How many JVMs run the classes, beside each other; 1: this one alone. If not given, one"
            + " more than there are processors, fewer on a machine with less than 2.5 GB for each;"
            + " 1 if classes are named. UCW_TEST_LANES sets it, too."
      })
  Optional<Integer> lanes;

  @Option(names = "--lane", hidden = true, description = "Is one of the lanes")
  boolean lane;

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
  public Integer call() throws Exception {
    LogRecorder.install();
    Selection selection = new Selection(suites, names);
    if (lane) {
      new LaneProcess(selection).serve();
      return 0;
    }
    if (lanes.orElse(1) < 1) {
      System.err.println("--lanes must be at least 1");
      return 3;
    }
    Report report = new Report(System.out);
    run(selection, report);
    report.skips().forEach(System.out::println);
    boolean complete = true;
    for (Suite suite : selection.leftOut()) {
      boolean mustRun = "true".equals(System.getenv("CI"));
      complete &= !mustRun;
      System.out.printf(
          "left out: suite %s: %s%s%n",
          suite.tag(), suite.obstacle().orElseThrow(), mustRun ? ", but in CI it must run" : "");
    }
    if (selection.isWithoutLongOnes()) {
      System.out.println("not asked for: --suite " + String.join(",", Selection.onDemand()));
    }
    System.out.println(report.totals());
    return report.isGood() && complete ? 0 : 1;
  }

  private void run(Selection selection, Report report)
      throws IOException, URISyntaxException, InterruptedException {
    Path jar = Path.of(Run.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<? extends DiscoverySelector> places = selectClasspathRoots(Set.of(jar));
    int count = lanes.orElseGet(() -> names.isEmpty() ? Lanes.standard() : 1);
    if (count == 1) {
      LauncherFactory.create().execute(selection.from(places), report);
      return;
    }
    if (selection.needsTools()) {
      BuiltTools.prepareAll();
    }
    try (Lanes all = new Lanes(count, selection, report)) {
      all.run(selection.classes(places));
    }
  }
}
