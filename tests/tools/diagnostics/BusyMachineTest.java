package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import sandbox.FreePort;
import tests.support.BusyMachine;
import tests.support.Command;
import tests.support.DiagnosisRun;

/**
 * Both systems answer at once, and this machine has much else to do: the tools take longer to start
 * than they would wait for a server.
 */
@Isolated("It takes all processors")
@Tag("cli")
@Tag("long")
@Tag("engine")
@Tag("rabbitmq")
class BusyMachineTest {

  private static final int FOR_EACH_PROCESSOR = 3;

  private final DiagnosisRun diagnosed = new DiagnosisRun();

  @BeforeEach
  void prepare() {
    diagnosed.prepare();
    // Built now, if that was not done yet.
    diagnosed.tool("--help").inItsOwnProcess().run().expect(0);
    diagnosed.corner().command("status_check.java", "--help").inItsOwnProcess().run().expect(0);
  }

  @AfterEach
  void clean() {
    diagnosed.close();
  }

  @Test
  @SuppressWarnings("try") // Only while it burns.
  void theQuickDiagnosisBlamesNobody() {
    try (BusyMachine busy = new BusyMachine(FOR_EACH_PROCESSOR)) {
      JsonNode document =
          DiagnosisRun.json(diagnosed.tool("--quick", "--json").inItsOwnProcess().run());
      DiagnosisRun.finding(document, "camunda.reachable", "ok");
      DiagnosisRun.finding(document, "rabbitmq.connection", "ok");
      DiagnosisRun.finding(document, "rabbitmq.alarms", "ok");
    }
  }

  /** No worker runs: that is all there is to be told. */
  @Test
  @SuppressWarnings("try")
  void theStatusCheckBlamesNobody() {
    Command tool =
        diagnosed
            .corner()
            .command("status_check.java", "--json")
            .env("WORKER_STATUS_URLS", "http://127.0.0.1:" + FreePort.find())
            .inItsOwnProcess();
    try (BusyMachine busy = new BusyMachine(FOR_EACH_PROCESSOR)) {
      JsonNode document = DiagnosisRun.json(tool.run().expect(2));
      List<String> codes = document.path("findings").findValuesAsText("code");
      assertThat(codes).containsExactlyInAnyOrder("worker_down", "worker_unreachable");
    }
  }
}
