package lib.tools.worker.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lib.tools.worker.status.WorkerLog;

/**
 * Answers {@code GET} of the worker's {@link Resources}. Clients that send or read slowly are cut
 * off, and can only ever hold up each other.
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

  // The JDK's server waits for ever by default; these are read when its first instance is made.
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "3",
          "sun.net.httpserver.maxRspTime", "10",
          "sun.net.httpserver.idleInterval", "10",
          "jdk.httpserver.maxConnections", "2048");

  private record NotFound(String error, Collection<String> paths) {}

  private final InetSocketAddress address;
  private final Resources resources;
  private final WorkerLog log;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService opening = Executors.newScheduledThreadPool(1, named());
  private HttpServer server;
  private boolean told;
  private boolean closed;

  /**
   * @param port of {@code host}; not 0
   */
  public StatusEndpoint(String host, int port, Resources resources, WorkerLog log) {
    this.address = new InetSocketAddress(host, port);
    this.resources = resources;
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
      log.info("web.open", "http://" + where() + "/");
    } catch (IOException | RuntimeException e) {
      if (!told) {
        told = true;
        log.error("web.closed", where(), e.getMessage(), RETRY.toSeconds());
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
      Reply reply = reply(exchange, method);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", reply.type());
      headers.set("Cache-Control", "no-store");
      reply.headers().forEach(headers::set);
      if (method.equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(reply.body().length));
        exchange.sendResponseHeaders(reply.status(), -1);
      } else {
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private Reply reply(HttpExchange exchange, String method) throws IOException {
    String path = exchange.getRequestURI().getPath().replaceFirst("(.)/$", "$1");
    Resource resource = resources.byPath().get(path);
    if (resource == null) {
      return Reply.json(404, new NotFound("not found", resources.byPath().keySet()));
    }
    if (!method.equals("GET") && !method.equals("HEAD")) {
      Reply refusal = Reply.json(405, Map.of("error", "only GET and HEAD are allowed"));
      return new Reply(405, refusal.type(), refusal.body(), Map.of("Allow", "GET, HEAD"));
    }
    try {
      return resource.reply(exchange);
    } catch (RuntimeException e) {
      log.bug(e);
      return Reply.json(500, Map.of("error", "internal error"));
    }
  }
}
