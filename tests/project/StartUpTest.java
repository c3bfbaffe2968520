package tests.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.Command;
import tests.support.Project;
import tests.support.Servers;
import tests.support.TestEnvironment;

/**
 * What a call does not need costs it nothing: packages of which no class is loaded. The names are
 * beginnings of class names.
 */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class StartUpTest {

  private static final List<String> JSON = List.of("com.fasterxml.");
  private static final List<String> HTTP = List.of("java.net.http.", "jdk.internal.net.http.");
  private static final List<String> AMQP = List.of("com.rabbitmq.", "io.netty.", "org.slf4j.");
  private static final List<String> TLS = List.of("sun.security.ssl.", "javax.crypto.");
  private static final List<String> TERMINAL = List.of("org.fusesource.", "org.jline.");
  private static final List<String> MANAGEMENT =
      List.of("java.lang.management.", "sun.management.", "javax.management.");

  /** They are looked for in every jar. */
  private static final List<String> ZONES = List.of("java.time.zone.TzdbZoneRulesProvider");

  private static final List<String> SETTINGS = List.of("lib.base.config.CamundaReader");

  private final TestEnvironment corner = new TestEnvironment();

  @AfterEach
  void clean() {
    corner.close();
  }

  static Stream<String> tools() {
    return Project.scripts().stream()
        .filter(script -> script.getParent().equals(Project.home()))
        .map(Project::name);
  }

  @ParameterizedTest
  @MethodSource("tools")
  void helpNeedsTextsOnly(String tool) throws IOException {
    assertThat(loadedBy(corner.command(tool, "--help")))
        .noneMatch(isOneOf(JSON, HTTP, AMQP, TLS, TERMINAL, MANAGEMENT, ZONES, SETTINGS));
  }

  @Test
  void aLookAtTheQueuesNeedsNeitherTlsNorATerminal() throws IOException {
    assertThat(loadedBy(corner.command("check_queues.java", "--brief")))
        .anyMatch(isOneOf(AMQP))
        .noneMatch(isOneOf(TLS, TERMINAL, MANAGEMENT, ZONES));
  }

  @Test
  void aLookAtTheWorkerNeedsNeitherTlsNorATerminal() throws IOException {
    assertThat(loadedBy(corner.command("status_check.java", "--brief")))
        .anyMatch(isOneOf(HTTP))
        .noneMatch(isOneOf(TLS, TERMINAL, MANAGEMENT, ZONES));
  }

  @Test
  void whoAsksTheEngineOnlyDoesNotKnowOfTheBroker() throws IOException {
    for (Command call :
        List.of(
            corner.command("unlock_task.java", "--list"),
            corner.command("start_process.java", "unknown", "--dry-run"))) {
      assertThat(loadedBy(call))
          .anyMatch(isOneOf(HTTP))
          .noneMatch(isOneOf(AMQP, TLS, TERMINAL, MANAGEMENT));
    }
  }

  /** The classes that a call loads; how it ends is the business of others. */
  private static List<String> loadedBy(Command call) throws IOException {
    Path log = Servers.folder("classes").resolve("loaded");
    call.env("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log + ":none:filecount=0").run();
    try (Stream<String> lines = Files.lines(log)) {
      List<String> classes = lines.map(line -> line.replaceFirst(" .*", "")).toList();
      assertThat(classes).contains("lib.base.cli.ToolRunner");
      return classes;
    }
  }

  @SafeVarargs
  private static Predicate<String> isOneOf(List<String>... beginnings) {
    List<String> all = new ArrayList<>();
    for (List<String> some : beginnings) {
      all.addAll(some);
    }
    return name -> all.stream().anyMatch(name::startsWith);
  }
}
