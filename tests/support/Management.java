package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import lib.base.json.Json;

/**
 * RabbitMQ's management API, as guest; repeats what it cannot answer now. Quicker than rabbitmqctl.
 */
public final class Management {

  private static final String GUEST =
      "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes());

  private static final int REPETITIONS = 20;
  private static final int PAUSE_MILLIS = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String base;

  public Management(int port) {
    base = "http://127.0.0.1:" + port;
  }

  public JsonNode get(String path) {
    return send(path, "GET", null);
  }

  public JsonNode put(String path, Object body) {
    return send(path, "PUT", body);
  }

  public void delete(String path) {
    send(path, "DELETE", null);
  }

  private JsonNode send(String path, String method, Object body) {
    var content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", GUEST)
            .header("Content-Type", "application/json")
            .method(method, content)
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      for (int i = 0; i < REPETITIONS && answer.statusCode() >= 500; i++) {
        Thread.sleep(PAUSE_MILLIS);
        answer = http.send(request, BodyHandlers.ofString());
      }
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(request + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body().isEmpty()
          ? Json.MAPPER.missingNode()
          : Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
