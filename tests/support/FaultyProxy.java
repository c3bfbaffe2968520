package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import lib.base.json.Json;

/**
 * Stands before the real engine and passes everything on, except the requests that it was told to
 * spoil: with another answer, with none, or by losing the engine's answer on the way back.
 */
public final class FaultyProxy implements AutoCloseable {

  /** What is done instead of passing on. */
  @FunctionalInterface
  public interface Fault {
    void spoil(FaultyProxy proxy, HttpExchange exchange, byte[] body) throws IOException;
  }

  private record Rule(Pattern request, Fault fault, AtomicInteger left) {}

  private final URI target;
  private final HttpServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public FaultyProxy(URI target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The REST root as a client of this proxy sees it. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + target.getPath());
  }

  /** Spoils the next requests that match {@code METHOD /path}, so many of them. */
  public void next(int times, String request, Fault fault) {
    rules.add(new Rule(Pattern.compile(request), fault, new AtomicInteger(times)));
  }

  /** Spoils every such request. */
  public void always(String request, Fault fault) {
    next(Integer.MAX_VALUE, request, fault);
  }

  /** From now on everything is passed on. */
  public void heal() {
    rules.clear();
  }

  /** How many requests have matched {@code METHOD /path} so far, spoiled or not. */
  public long seen(String request) {
    return requests.stream().filter(r -> r.matches(request)).count();
  }

  /** Answers with a status and a body: JSON if it looks so, else an HTML page. */
  public static Fault status(int status, String content) {
    return (proxy, exchange, body) -> {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      boolean json = content.startsWith("{") || content.startsWith("[");
      String type = json ? "application/json" : "text/html";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Says nothing until the proxy is closed. */
  public static Fault silence() {
    return (proxy, exchange, body) -> {
      try {
        proxy.closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Closes the connection without an answer. */
  public static Fault hangUp() {
    return (proxy, exchange, body) -> {};
  }

  /** Lets the engine do it, then closes the connection: the answer is lost. */
  public static Fault loseAnswer() {
    return (proxy, exchange, body) -> proxy.pass(exchange, body);
  }

  /** Passes the request on once the gate is open. */
  public static Fault held(CountDownLatch gate) {
    return (proxy, exchange, body) -> {
      try {
        gate.await();
        proxy.forward(exchange, body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Passes the request on with one more parameter. */
  public static Fault asking(String parameter) {
    return (proxy, exchange, body) -> {
      String asked = exchange.getRequestURI().toString();
      URI url = URI.create(asked + (asked.contains("?") ? "&" : "?") + parameter);
      answer(exchange, proxy.pass(exchange, url, body));
    };
  }

  /** Passes the request on and changes what is answered, which is JSON. */
  public static Fault altering(UnaryOperator<JsonNode> change) {
    return (proxy, exchange, body) -> {
      HttpResponse<byte[]> answer = proxy.pass(exchange, body);
      String changed = Json.write(change.apply(Json.MAPPER.readTree(answer.body())));
      status(answer.statusCode(), changed).spoil(proxy, exchange, body);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      requests.add(request);
      byte[] body = exchange.getRequestBody().readAllBytes();
      for (Rule rule : rules) {
        if (rule.request().matcher(request).matches() && rule.left().getAndDecrement() > 0) {
          rule.fault().spoil(this, exchange, body);
          return;
        }
      }
      forward(exchange, body);
    }
  }

  private void forward(HttpExchange exchange, byte[] body) throws IOException {
    answer(exchange, pass(exchange, body));
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
    exchange.getResponseBody().write(answer.body());
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException {
    return pass(exchange, exchange.getRequestURI(), body);
  }

  private HttpResponse<byte[]> pass(HttpExchange exchange, URI asked, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(asked))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String name : List.of("Content-Type", "Authorization", "Accept")) {
      List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
      values.forEach(value -> request.header(name, value));
    }
    try {
      return passed(request.build());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Once more on a new connection if the server had closed the kept one, which it never read. */
  private HttpResponse<byte[]> passed(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      return http.send(request, BodyHandlers.ofByteArray());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
