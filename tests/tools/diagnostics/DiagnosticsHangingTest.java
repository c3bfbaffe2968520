package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.DiagnosisRun;
import tests.support.Transcript;

/** A quick answer is there although both systems accept the connection and say nothing. */
@Tag("cli")
class DiagnosticsHangingTest {

  /** Far more than a test may take: nothing but the limit of a quick answer can end it. */
  private static final String NEVER = "600000";

  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private ServerSocket silent;

  @BeforeEach
  void listen() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "silent");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!silent.isClosed()) {
      try {
        open.add(silent.accept());
      } catch (IOException e) {
        Transcript.note("silent server: " + e.getMessage()); // closed
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    silent.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private Command quick() {
    String address = "http://127.0.0.1:" + silent.getLocalPort();
    return DiagnosisRun.nowhere("--quick", "--json")
        .env("CAMUNDA_BASE_URL", address)
        .env("CAMUNDA_HTTP_TIMEOUT", NEVER)
        .env("RABBITMQ_CONNECTION_TIMEOUT", NEVER)
        .env("RABBITMQ_PORT", "" + silent.getLocalPort())
        .env("RABBITMQ_MANAGEMENT_URL", address);
  }

  private JsonNode hanging(Command command) {
    Command.Result result = command.run().expect(2);
    assertTrue(open.stream().noneMatch(Socket::isClosed), "the servers still hang");
    return DiagnosisRun.json(result);
  }

  @Test
  void bothSystems() {
    JsonNode document = hanging(quick());
    for (String id : List.of("camunda.reachable", "rabbitmq.connection")) {
      JsonNode finding = DiagnosisRun.checks(document, id).findFirst().orElseThrow();
      assertEquals("failure", finding.path("status").asText());
      assertThat(finding.path("advice").asText()).as(finding::toString).contains("hangs");
    }
    DiagnosisRun.finding(document, "settings.unknown", "ok");
  }

  /** Each node of a cluster has its own time limit; all of them together have one as well. */
  @Test
  void everyNodeOfACluster() {
    String node = "127.0.0.1:" + silent.getLocalPort();
    JsonNode document =
        hanging(quick().env("RABBITMQ_ADDRESSES", String.join(",", node, node, node, node)));
    JsonNode finding = DiagnosisRun.finding(document, "rabbitmq.connection", "late");
    assertEquals("failure", finding.path("status").asText());
  }
}
