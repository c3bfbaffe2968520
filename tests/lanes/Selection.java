package tests.lanes;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import tests.support.Suite;

/**
 * Which tests a run is asked for.
 *
 * @param suites all that are not on demand if empty
 * @param names of classes, or Class#method; everything if empty
 */
public record Selection(Set<Suite> suites, List<String> names) {

  /** Whether what runs on demand only is left out. */
  public boolean isWithoutLongOnes() {
    return suites.isEmpty() && names.isEmpty();
  }

  /** Whether tools are called, which have to be built. */
  public boolean needsTools() {
    return !suites.equals(Set.of(Suite.UNIT));
  }

  /** The chosen suites that cannot run here. */
  public List<Suite> leftOut() {
    Set<Suite> wanted = suites.isEmpty() ? EnumSet.allOf(Suite.class) : suites;
    return wanted.stream().filter(suite -> suite.obstacle().isPresent()).toList();
  }

  public static List<String> onDemand() {
    return tags(Suite::isOnDemand);
  }

  /** The tests of one class. */
  LauncherDiscoveryRequest of(String className) {
    return from(List.of(selectClass(className)));
  }

  /** The chosen tests among those that stand in these places. */
  public LauncherDiscoveryRequest from(List<? extends DiscoverySelector> places) {
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(places)
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
    List<String> impossible = tags(suite -> suite.obstacle().isPresent());
    if (!impossible.isEmpty()) {
      request.filters(excludeTags(impossible));
    }
    if (isWithoutLongOnes()) {
      request.filters(excludeTags(onDemand()));
    }
    return request.build();
  }

  /** The classes of the chosen tests; a nested class belongs to the one around it. */
  public List<Class<?>> classes(List<? extends DiscoverySelector> places) {
    TestPlan plan = LauncherFactory.create().discover(from(places));
    return plan.getRoots().stream()
        .flatMap(engine -> plan.getChildren(engine).stream())
        .flatMap(Selection::classOf)
        .toList();
  }

  private static Stream<Class<?>> classOf(TestIdentifier test) {
    return test.getSource()
        .map(source -> Stream.<Class<?>>of(((ClassSource) source).getJavaClass()))
        .orElseThrow();
  }

  /** Itself as words of a command line. */
  List<String> words() {
    Stream<String> options = suites.stream().flatMap(suite -> Stream.of("--suite", suite.tag()));
    return Stream.concat(options, names.stream()).toList();
  }

  private static List<String> tags(Predicate<Suite> condition) {
    return EnumSet.allOf(Suite.class).stream().filter(condition).map(Suite::tag).toList();
  }

  private PostDiscoveryFilter namesFilter() {
    return test ->
        names.isEmpty() || names.stream().anyMatch(name -> matches(test, name))
            ? FilterResult.included("named")
            : FilterResult.excluded("not named");
  }

  /** A name is the class that holds the test, or one around it, and perhaps the method. */
  private static boolean matches(TestDescriptor test, String name) {
    Optional<TestSource> source = test.getSource();
    if (source.isEmpty() || !(source.get() instanceof MethodSource method)) {
      return false;
    }
    String[] parts = name.split("#", 2);
    List<String> classes = List.of(method.getClassName().replaceFirst("^.*\\.", "").split("\\$"));
    return classes.contains(parts[0])
        && (parts.length == 1 || parts[1].equals(method.getMethodName()));
  }
}
