package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TcpProxy;
import tests.support.TestEnvironment;
import tests.support.WatchedWorker;

/**
 * {@code /health} turns 503 when something is wrong and back to 200 by itself. With polls of one
 * second, three of them are three seconds.
 */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class HealthTest {

  private final TestEnvironment corner = new TestEnvironment();
  private final FaultyProxy engine = new FaultyProxy(Servers.engine().baseUrl());
  private final TcpProxy network = new TcpProxy(Servers.rabbit().port());

  @AfterEach
  void clean() {
    engine.close();
    network.close();
    corner.close();
  }

  private WatchedWorker start(String... options) {
    return WatchedWorker.start(
        corner
            .with("CAMUNDA_BASE_URL", engine.baseUrl().toString())
            .with("RABBITMQ_PORT", Integer.toString(network.port()))
            .command("worker.java", options));
  }

  @ParameterizedTest
  @CsvSource({"'', refuses", "'', hangs", "--responses-only, refuses", "--responses-only, hangs"})
  void theEngineGoesAndComesBack(String option, String how) {
    try (WatchedWorker worker = start(option.isEmpty() ? new String[0] : new String[] {option})) {
      worker.awaitHealthy();
      engine.always(
          ".*", how.equals("hangs") ? FaultyProxy.silence() : FaultyProxy.status(503, "busy"));
      worker.awaitProblem("camunda_unreachable");
      JsonNode status = worker.status();
      assertFalse(status.at("/camunda/reachable").asBoolean(), status::toString);
      assertTrue(status.at("/rabbitmq/reachable").asBoolean(), status::toString);
      assertFalse(status.path("healthy").asBoolean(), status::toString);
      engine.heal();
      worker.awaitHealthy();
      assertTrue(worker.status().at("/camunda/reachable").asBoolean());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--no-responses", "--responses-only"})
  void theBrokerGoesAndComesBack(String option) {
    try (WatchedWorker worker = start(option.isEmpty() ? new String[0] : new String[] {option})) {
      worker.awaitHealthy();
      List<String> before = openOf(worker);
      assertEquals("ucw_amqp_open_connections 2.0", before.get(1));
      network.down();
      worker.awaitProblem("rabbitmq_unreachable");
      JsonNode status = worker.status();
      assertFalse(status.at("/rabbitmq/reachable").asBoolean(), status::toString);
      Eventually.that(
          "the engine is still asked",
          () -> worker.status().at("/camunda/reachable").asBoolean(),
          worker::status);
      assertEquals(1, status.path("errors").size(), status::toString);
      network.heal();
      worker.awaitHealthy();
      Eventually.that(
          "connections and channels are counted as before",
          () -> isAsBefore(before, openOf(worker)),
          () -> before + " before, now " + openOf(worker));
      String log = worker.stop().stderr();
      assertThat(log).doesNotContain("Error while computing metrics");
    }
  }

  /** The channel of the look at the topology may have been opened after the first look here. */
  private static boolean isAsBefore(List<String> before, List<String> now) {
    return now.get(1).equals(before.get(1)) && Math.abs(number(now) - number(before)) <= 1;
  }

  private static double number(List<String> open) {
    return Double.parseDouble(open.get(0).replaceFirst(".* ", ""));
  }

  private static List<String> openOf(WatchedWorker worker) {
    String metrics = worker.get("/metrics").body();
    return metrics.lines().filter(line -> line.startsWith("ucw_amqp_open_")).toList();
  }

  /** The connections stay open: only asking shows that nobody is there. */
  @Test
  void theBrokerHangsAndGoesOn() {
    try (WatchedWorker worker = start("--no-responses")) {
      worker.awaitHealthy();
      network.freeze();
      worker.awaitProblem("rabbitmq_unreachable");
      network.heal();
      worker.awaitHealthy();
    }
    try (WatchedWorker worker = start()) {
      worker.awaitHealthy();
      network.freeze();
      worker.awaitProblem("responses_stalled");
      network.heal();
      worker.awaitHealthy();
    }
  }

  @Test
  void theRoutingLoopIsRefusedAndLetInAgain() {
    try (WatchedWorker worker = start()) {
      worker.awaitHealthy();
      engine.always("POST .*/fetchAndLock", FaultyProxy.status(401, ""));
      worker.awaitProblem("routing_stalled");
      String reason = worker.status().at("/loops/routing/last_error/text").asText();
      assertThat(reason).contains("401");
      engine.heal();
      worker.awaitHealthy();
      assertFalse(worker.status().at("/loops/routing/failing").asBoolean());
    }
  }

  @Test
  void theConsumerIsTakenAwayAndComesBack() {
    try (WatchedWorker worker = start()) {
      worker.awaitHealthy();
      corner.management().delete("/api/queues/" + corner.name() + "/camunda.responses.queue");
      Eventually.that(
          "it is told",
          () -> !worker.status().at("/loops/responses/last_error").isNull(),
          worker::status);
      worker.awaitHealthy();
    }
  }

  @Test
  void aWorkerWithNothingToDoStaysHealthy() {
    try (WatchedWorker worker = start()) {
      worker.awaitHealthy();
      Eventually.that(
          "ten polls have passed",
          () -> {
            assertEquals(200, worker.healthCode(), () -> worker.health().toString());
            return worker.status().path("uptime_seconds").asLong() >= 10;
          });
    }
  }

  @Test
  void aLoopThatIsNotWantedIsNotMissed() {
    try (WatchedWorker worker = start("--no-responses").awaitHealthy()) {
      assertFalse(worker.status().at("/loops/responses/enabled").asBoolean());
      assertTrue(worker.status().at("/loops/routing/enabled").asBoolean());
    }
    try (WatchedWorker worker = start("--responses-only").awaitHealthy()) {
      assertTrue(worker.status().at("/loops/responses/enabled").asBoolean());
      assertFalse(worker.status().at("/loops/routing/enabled").asBoolean());
    }
  }

  @Test
  void aWorkerThatStartsDuringAnOutageBecomesHealthyAfterIt() {
    network.down();
    engine.always(".*", FaultyProxy.hangUp());
    try (WatchedWorker worker = start()) {
      worker.awaitProblem("camunda_unreachable");
      worker.awaitProblem("rabbitmq_unreachable");
      network.heal();
      engine.heal();
      worker.awaitHealthy();
    }
  }
}
