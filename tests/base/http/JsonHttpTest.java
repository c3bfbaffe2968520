package tests.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lib.base.http.HttpFailure;
import lib.base.http.JsonHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Transcript;

/** An answer is complete within its limits, or it is none. */
@Tag("unit")
class JsonHttpTest {

  private static final int LIMIT = 1 << 20;
  private static final Duration LONG = Duration.ofMinutes(2);

  private final JsonHttp http = new JsonHttp(LONG, Optional.empty(), LIMIT);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Reply {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private void serve(Reply reply) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            reply.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private URI url() {
    int port = server.getAddress().getPort();
    return URI.create("http://127.0.0.1:" + port + "/x");
  }

  private HttpFailure failure(URI url, Duration limit) {
    return assertThrows(HttpFailure.class, () -> http.send(url, request -> {}, limit));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "1048576"})
  void anAnswerUpToTheLimitIsComplete(int bytes) throws Exception {
    serve(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/login");
          exchange.sendResponseHeaders(302, bytes == 0 ? -1 : bytes);
          exchange.getResponseBody().write(new byte[bytes]);
        });
    JsonHttp.Answer answer = http.send(url(), request -> {}, LONG);
    assertEquals(302, answer.status());
    assertEquals(bytes, answer.body().length);
    assertEquals(Optional.of("/login"), answer.location());
  }

  /** With its length in the head, and without: it never ends. */
  @ParameterizedTest
  @CsvSource({"1048577", "1073741824", "0"})
  void aLargerAnswerIsGivenUpAndSaidToBeTooLarge(long announced) {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, announced);
          byte[] block = new byte[1 << 16];
          for (long sent = 0; announced == 0 || sent < announced; sent += block.length) {
            long rest = announced == 0 ? block.length : announced - sent;
            exchange.getResponseBody().write(block, 0, (int) Math.min(block.length, rest));
          }
        });
    HttpFailure failure = failure(url(), LONG);
    assertEquals(HttpFailure.Kind.TOO_LARGE, failure.kind());
    assertEquals("the answer is larger than 1 MiB", failure.getMessage());
  }

  @Test
  void aBodyThatDoesNotEndIsLate() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          released.await();
        });
    HttpFailure failure = failure(url(), Duration.ofMillis(300));
    assertEquals(HttpFailure.Kind.TIMEOUT, failure.kind());
    assertEquals("no answer within 300 ms", failure.getMessage());
  }

  /** What a server sends before it hangs up, or is killed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{\"a\":"
      })
  void aConnectionThatIsClosedTooEarlyIsToldInWords(String sent) throws Exception {
    assertEquals("the connection was closed before the answer was complete", lostAfter(sent));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AMQP\0\0\t\1", "SSH-2.0-OpenSSH_9.2p1\r\n", "220 mail ESMTP\r\n"})
  void whatDoesNotSpeakHttpIsSaidToDoSo(String sent) throws Exception {
    assertEquals("what answers there does not speak HTTP", lostAfter(sent));
  }

  /** What is said of a server that sends this and closes the connection. */
  private String lostAfter(String sent) throws IOException {
    try (ServerSocket hasty = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.execute(
          () -> {
            while (!hasty.isClosed()) {
              try (Socket client = hasty.accept()) {
                client.getInputStream().read(new byte[1000]);
                client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
              } catch (IOException e) {
                Transcript.note("hasty server: " + e.getMessage()); // The test is over.
              }
            }
          });
      URI url = URI.create("http://127.0.0.1:" + hasty.getLocalPort() + "/");
      HttpFailure failure = failure(url, LONG);
      assertEquals(HttpFailure.Kind.LOST, failure.kind());
      return failure.getMessage();
    }
  }

  @Test
  void aClosedPortIsUnreachable() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    URI url = URI.create("http://127.0.0.1:" + closed + "/");
    HttpFailure failure = failure(url, LONG);
    assertEquals(HttpFailure.Kind.UNREACHABLE, failure.kind());
  }

  @Test
  void aProxyThatIsNotReachedIsNamed() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(new OneProxy(new InetSocketAddress("127.0.0.1", closed)));
    try {
      var behind = new JsonHttp(LONG, Optional.empty(), LIMIT);
      URI url = URI.create("http://engine.test/");
      HttpFailure failure =
          assertThrows(HttpFailure.class, () -> behind.send(url, request -> {}, LONG));
      assertEquals(HttpFailure.Kind.UNREACHABLE, failure.kind());
      String told = failure.getMessage();
      assertThat(told).startsWith("HTTP proxy 127.0.0.1:" + closed + ": ");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static final class OneProxy extends ProxySelector {
    private final InetSocketAddress address;

    OneProxy(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(new Proxy(Proxy.Type.HTTP, address));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress socket, IOException failure) {
      // The failure itself is what is looked at.
    }
  }
}
