package tests.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sandbox.FreePort;
import tests.support.Command;
import tests.support.Transcript;

/**
 * Where nothing works, a Russian sentence gives its reason in Russian: whatever answers at the
 * addresses of the engine, the broker and the worker.
 */
@Tag("cli")
class RussianReasonsTest {

  /** What stands at all addresses. */
  private enum Fault {
    NOTHING,
    HANGS_UP,
    RESETS,
    GARBAGE,
    SILENT,
    NUMBER
  }

  private static final List<String> TOOLS =
      List.of(
          "camunda_processes.java --definitions",
          "start_process.java order",
          "unlock_task.java --list",
          "check_queues.java",
          "check_queues.java --nagios",
          "queue_reader.java bitrix24.queue",
          "test_alternate_exchange.java --isolated --quiet",
          "status_check.java --nagios",
          "status_check.java",
          "worker_diagnostics.java --quick",
          "worker.java --once");

  /** One for each system is enough: TLS comes before everything that a tool asks. */
  private static final List<String> ENCRYPTED =
      List.of("camunda_processes.java --definitions", "check_queues.java", "status_check.java");

  /** Addresses, commands, names of settings: they are the same in every language. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\S*://\\S*|\\./jbang \\S+|systemctl start|rabbitmqctl \\S+|\\S+[._/=-]\\S+|--\\S+");

  /** Two words of an English sentence. */
  private static final Pattern ENGLISH = Pattern.compile("(?<![\\p{L}.])[a-z]{2,} [a-z]{2,}\\b");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private ServerSocket server;

  @AfterEach
  void stop() throws IOException {
    threads.shutdownNow();
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noToolMixesTheLanguages(Fault fault) throws IOException {
    int port = serve(fault);
    for (String tool : TOOLS) {
      isRussian(run(tool, "http", port));
    }
    for (String tool : ENCRYPTED) {
      isRussian(run(tool, "https", port));
    }
  }

  private static void isRussian(Command.Result result) {
    assertThat(result.exitCode()).as(result::toString).isNotZero();
    String told = NAMES.matcher(result.stdout() + result.stderr()).replaceAll("·");
    assertThat(told).as(result::toString).doesNotContainPattern(ENGLISH);
  }

  private static Command.Result run(String tool, String scheme, int port) {
    String url = scheme + "://127.0.0.1:" + port;
    String[] words = tool.split(" ");
    return Command.of(words[0], List.of(words).subList(1, words.length).toArray(String[]::new))
        .env("TOOLS_LANG", "ru")
        .env("LOG_FILE", "")
        .env("CAMUNDA_BASE_URL", url)
        .env("CAMUNDA_HTTP_TIMEOUT", "1000")
        .env("RABBITMQ_HOST", "127.0.0.1")
        .env("RABBITMQ_PORT", Integer.toString(port))
        .env("RABBITMQ_TLS", Boolean.toString(scheme.equals("https")))
        .env("RABBITMQ_CONNECTION_TIMEOUT", "1000")
        .env("RABBITMQ_MANAGEMENT_URL", url)
        .env("WORKER_STATUS_URLS", url)
        .env("WORKER_HTTP_PORT", "0")
        .run();
  }

  private int serve(Fault fault) throws IOException {
    if (fault == Fault.NOTHING) {
      return FreePort.find();
    }
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket client = server.accept();
              threads.execute(() -> spoil(fault, client));
            } catch (IOException e) {
              Transcript.note("server: " + e.getMessage()); // The test is over.
            }
          }
        });
    return server.getLocalPort();
  }

  private static void spoil(Fault fault, Socket client) {
    try (client;
        OutputStream out = client.getOutputStream()) {
      switch (fault) {
        case NOTHING, HANGS_UP -> {}
        case RESETS -> client.setSoLinger(true, 0);
        case GARBAGE -> answer(client, out, "SSH-2.0-OpenSSH_9.2p1\r\n");
        case NUMBER -> answer(client, out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42");
        case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      Transcript.note("client: " + e.getMessage()); // It has hung up.
    }
  }

  private static void answer(Socket client, OutputStream out, String text) throws IOException {
    client.getInputStream().read(new byte[4096]);
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
