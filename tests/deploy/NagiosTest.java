package tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Eventually;
import tests.support.Nagios;
import tests.support.Programs;

/** Whom a real Nagios wakes, and how often, with the services of {@code deploy/nagios}. */
@Tag("cli")
class NagiosTest {

  private static final String WORKER = "check_ucw_worker";
  private static final String ERRORS = "check_ucw_queueserrors.camunda_tasks.queue";
  private static final List<String> QUEUES =
      List.of("check_ucw_queues", "check_ucw_queuescamunda.responses.queue", ERRORS);
  private static final List<String> QUEUE_SERVICES =
      List.of("Camunda task queues", "Camunda responses queue", "Camunda error queue");

  private Nagios nagios;

  @BeforeEach
  void start() {
    String program = Programs.require("nagios4", "nagios").toString();
    nagios = new Nagios(program, List.of(WORKER, "check_ucw_queues", "check_ucw_routing"));
  }

  @AfterEach
  void stop() {
    if (nagios != null) {
      nagios.close();
    }
  }

  /** RabbitMQ is away: every check fails, for one reason. */
  @Test
  void anOutageWakesSomebodyOnceAndNothingStaysCriticalAfterIt() {
    nagios.set(WORKER, 2);
    QUEUES.forEach(check -> nagios.set(check, 2));
    QUEUE_SERVICES.forEach(service -> nagios.await(service, "CRITICAL;HARD"));
    assertEquals(List.of("PROBLEM Universal Camunda Worker"), nagios.notifications());
    nagios.set(WORKER, 0);
    QUEUES.forEach(check -> nagios.set(check, 0));
    QUEUE_SERVICES.forEach(service -> nagios.await(service, "OK;HARD"));
    nagios.await("Universal Camunda Worker", "OK;HARD");
    List<String> both =
        List.of("PROBLEM Universal Camunda Worker", "RECOVERY Universal Camunda Worker");
    Eventually.that("both are told", () -> nagios.notifications().size() == 2);
    assertEquals(both, nagios.notifications());
  }

  /** Three attempts are there for it. */
  @Test
  void aFailureThatPassesWakesNobody() {
    nagios.set(WORKER, 2);
    nagios.await("Universal Camunda Worker", "CRITICAL;SOFT");
    nagios.set(WORKER, 0);
    nagios.await("Universal Camunda Worker", "OK;SOFT");
    assertThat(nagios.notifications()).isEmpty();
  }

  /**
   * It is told, although the worker's own state has changed often, and nothing is called flapping.
   */
  @Test
  void aFullErrorQueueIsToldWhateverElseAlternates() {
    for (int i = 0; i < 4; i++) {
      nagios.set(WORKER, 1);
      nagios.await("Universal Camunda Worker", "WARNING;SOFT");
      nagios.set(WORKER, 0);
      nagios.await("Universal Camunda Worker", "OK;SOFT");
    }
    nagios.set(ERRORS, 2);
    nagios.await("Camunda error queue", "CRITICAL;HARD");
    Eventually.that("it is told", () -> !nagios.notifications().isEmpty());
    assertEquals(List.of("PROBLEM Camunda error queue"), nagios.notifications());
  }
}
