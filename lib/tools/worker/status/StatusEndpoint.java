package lib.tools.worker.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lib.base.json.Json;

/**
 * Answers {@code GET /status}, {@code /health} and {@code /metrics}. Everything is answered from
 * memory. Clients that send or read slowly are cut off, and can only ever hold up each other.
 *
 * <p>A port that cannot be opened does not stop the worker: routing tasks matters more than being
 * looked at. It is told as an error and tried again, because the worker before this one may still
 * be stopping.
 */
public final class StatusEndpoint implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(15);

  /** A client that sends slowly holds one until it is cut off, so there are many. */
  private static final int THREADS = 256;

  private static final int WAITING_REQUESTS = 1024;
  private static final List<String> PATHS = List.of("/status", "/health", "/metrics");

  // The JDK's server waits for ever by default; these are read when its first instance is made.
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "3",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.idleInterval", "10",
          "jdk.httpserver.maxConnections", "2048");

  private record Answer(int status, String type, byte[] body) {

    static Answer json(int status, Object document) {
      byte[] body = (Json.pretty(document) + "\n").getBytes(StandardCharsets.UTF_8);
      return new Answer(status, "application/json; charset=utf-8", body);
    }
  }

  private final InetSocketAddress address;
  private final StatusReport report;
  private final WorkerMetrics metrics;
  private final WorkerLog log;
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService opening = Executors.newScheduledThreadPool(1, named());
  private HttpServer server;
  private boolean told;
  private boolean closed;

  /**
   * @param port of {@code host}; not 0
   */
  public StatusEndpoint(
      String host, int port, StatusReport report, WorkerMetrics metrics, WorkerLog log) {
    this.address = new InetSocketAddress(host, port);
    this.report = report;
    this.metrics = metrics;
    this.log = log;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_REQUESTS),
            named());
    threads.allowCoreThreadTimeOut(true);
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  private static ThreadFactory named() {
    return task -> {
      Thread thread = new Thread(task, "status");
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Opens the port, now or as soon as it is free. Returns at once, never throws. */
  public synchronized void start() {
    if (closed) {
      return;
    }
    try {
      server = HttpServer.create(address, 0);
      server.createContext("/", this::handle);
      server.setExecutor(threads);
      server.start();
      log.info("workerstatus.open", "http://" + where() + "/status");
    } catch (IOException | RuntimeException e) {
      if (!told) {
        told = true;
        log.error("workerstatus.closed", where(), e.getMessage(), RETRY.toSeconds());
      }
      opening.schedule(this::start, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private String where() {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  @Override
  public synchronized void close() {
    closed = true;
    opening.shutdownNow();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      Answer answer = answer(exchange, method);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Cache-Control", "no-store");
      if (answer.status() == 405) {
        headers.set("Allow", "GET, HEAD");
      }
      if (method.equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(answer.body().length));
        exchange.sendResponseHeaders(answer.status(), -1);
      } else {
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private Answer answer(HttpExchange exchange, String method) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("(.)/$", "$1");
    if (!PATHS.contains(path)) {
      return Answer.json(404, Map.of("error", "not found", "paths", PATHS));
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.json(405, Map.of("error", "only GET and HEAD are allowed"));
    }
    try {
      return switch (path) {
        case "/status" -> Answer.json(200, report.page());
        case "/health" -> health();
        default -> metrics(exchange.getRequestHeaders().getFirst("Accept"));
      };
    } catch (RuntimeException e) {
      log.bug(e);
      return Answer.json(500, Map.of("error", "internal error"));
    }
  }

  private Answer health() {
    Health health = report.health();
    return Answer.json(health.isOk() ? 200 : 503, report.healthPage(health));
  }

  private Answer metrics(String accept) throws IOException {
    var writer = formats.findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writer.write(body, metrics.scrape());
    return new Answer(200, writer.getContentType(), body.toByteArray());
  }
}
