///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Runs the tests: all, or suites, classes and methods
//RUNTIME_OPTIONS -XX:+UseSerialGC -Xshare:auto
//DEPS org.junit.jupiter:junit-jupiter:6.1.3
//DEPS org.junit.platform:junit-platform-launcher:6.1.3
//SOURCES LogRecorder.java
//SOURCES Report.java
//SOURCES Suite.java
//SOURCES AlternateExchangeTest.java
//SOURCES AlternateSafetyTest.java
//SOURCES AnswerOutcomeTest.java
//SOURCES CamundaProcessesFaultsTest.java
//SOURCES CamundaProcessesFilterTest.java
//SOURCES CamundaProcessesManyTest.java
//SOURCES CamundaProcessesTest.java
//SOURCES ChaosTest.java
//SOURCES CheckQueuesFindingsTest.java
//SOURCES CheckQueuesTest.java
//SOURCES CommandTest.java
//SOURCES DemoTest.java
//SOURCES DeployTest.java
//SOURCES MonitoringFilesTest.java
//SOURCES ZabbixTest.java
//SOURCES FileReplacementTest.java
//SOURCES FormattingTest.java
//SOURCES LeakTest.java
//SOURCES LintTest.java
//SOURCES DiagnosticsCamundaTest.java
//SOURCES DiagnosticsHangingTest.java
//SOURCES DiagnosticsRabbitTest.java
//SOURCES DiagnosticsReportTest.java
//SOURCES DiagnosticsSettingsTest.java
//SOURCES DiagnosticsTest.java
//SOURCES EnvFileTest.java
//SOURCES HealthTest.java
//SOURCES JsonTest.java
//SOURCES LogTest.java
//SOURCES ManagementApiTest.java
//SOURCES MetricsTest.java
//SOURCES ProcessModelTest.java
//SOURCES RoutesTest.java
//SOURCES ProgressBarTest.java
//SOURCES RedriveTest.java
//SOURCES RoutingTest.java
//SOURCES SecretsTest.java
//SOURCES SettingsTest.java
//SOURCES StartProcessTest.java
//SOURCES StatusCheckFaultsTest.java
//SOURCES StatusCheckTest.java
//SOURCES StatusEndpointTest.java
//SOURCES StopSignalsTest.java
//SOURCES TaskFailureTest.java
//SOURCES TextsTest.java
//SOURCES TlsTest.java
//SOURCES ToolRunnerTest.java
//SOURCES TopologyComparisonTest.java
//SOURCES QueueReaderClearTest.java
//SOURCES QueueReaderExportTest.java
//SOURCES QueueReaderFaultsTest.java
//SOURCES QueueReaderLimitTest.java
//SOURCES QueueReaderNetworkTest.java
//SOURCES QueueReaderPeekTest.java
//SOURCES QueueReaderSafetyTest.java
//SOURCES ScriptsTest.java
//SOURCES TaskMessageTest.java
//SOURCES WorkerOptionsTest.java
//SOURCES WorkerStartTest.java
//SOURCES VariableTextTest.java
//SOURCES VerdictTest.java
//SOURCES UnlockFaultsTest.java
//SOURCES UnlockManyTest.java
//SOURCES UnlockTaskTest.java
//SOURCES WrapperFetchTest.java
//SOURCES WrapperTest.java
//SOURCES ../lib/base/cli/package-info.java

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
import tests.LogRecorder;
import tests.Report;
import tests.Suite;

@CommandLine.Command(
    name = "run.java",
    usageHelpAutoWidth = true,
    description = {
      "Runs the project's tests; all of them if nothing is chosen.",
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
    return request.build();
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
    List<String> classes =
        List.of(method.getClassName().replaceFirst("^tests\\.", "").split("\\$"));
    return classes.contains(parts[0])
        && (parts.length == 1 || parts[1].equals(method.getMethodName()));
  }
}
