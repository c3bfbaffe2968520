package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import lib.base.json.Json;
import sandbox.FreePort;

/** A real worker process with a status endpoint, and what a monitoring system does with it. */
public final class WatchedWorker implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final int port;
  private final RunningCommand process;

  private WatchedWorker(int port, RunningCommand process) {
    this.port = port;
    this.process = process;
  }

  /** Starts a worker of this corner. */
  public static WatchedWorker start(TestEnvironment corner, String... options) {
    return start(corner.command("worker.java", options));
  }

  /** Starts a worker; its port is any free one. */
  public static WatchedWorker start(Command command) {
    return start(command, FreePort.find());
  }

  /** Starts a worker with this port. */
  public static WatchedWorker start(Command command, int port) {
    return new WatchedWorker(port, command.env("WORKER_HTTP_PORT", "" + port).start());
  }

  public int port() {
    return port;
  }

  public RunningCommand process() {
    return process;
  }

  /** The address that settings name. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  public HttpResponse<String> send(String method, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(url() + path)).method(method, BodyPublishers.noBody()));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public JsonNode status() {
    return json(get("/status"));
  }

  public JsonNode health() {
    return json(get("/health"));
  }

  /** The HTTP status of /health; 0 if nobody answers. */
  public int healthCode() {
    try {
      return get("/health").statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public WatchedWorker awaitHealthy() {
    Eventually.that("healthy", () -> isStillRunning() && healthCode() == 200, process::stderr);
    return this;
  }

  /** Waits until /health names this problem. */
  public void awaitProblem(String kind) {
    Eventually.that(
        "503 because of " + kind,
        () -> isStillRunning() && healthCode() == 503 && hasProblem(kind),
        () -> get("/health").body());
  }

  private boolean hasProblem(String kind) {
    for (JsonNode problem : health().path("problems")) {
      if (problem.path("kind").asText().equals(kind)) {
        return true;
      }
    }
    return false;
  }

  private boolean isStillRunning() {
    if (!process.isAlive()) {
      throw new AssertionError("the worker has ended: " + process.stderr());
    }
    return true;
  }

  /** Ends it as an operator does. */
  public Command.Result stop() {
    process.terminate();
    return process.awaitExit();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      // Not killed: the engine would go on locking tasks for the dead worker's poll.
      stop();
    }
    process.close();
  }
}
