package lib.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import lib.base.json.Json;
import lib.base.text.Message;

/** Asks workers for their status page. Changes nothing. */
final class WorkerClient {

  private final HttpClient http;
  private final Duration limit;

  WorkerClient(Duration limit) {
    this.limit = limit;
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(limit).build();
  }

  /**
   * Asks one worker.
   *
   * @param url of the endpoint, without a path or with that of a proxy before it
   * @throws WorkerException if it is not answered by a worker
   */
  WorkerReport ask(URI url) throws InterruptedException {
    URI page = URI.create(url.toString().replaceFirst("/status$", "") + "/status");
    try {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(limit).build();
      return read(page, http.send(request, BodyHandlers.ofString()));
    } catch (HttpTimeoutException e) {
      Message why = Message.of("status.too_slow", "Worker " + url, limit.toSeconds());
      throw new WorkerException("timeout", why, e);
    } catch (ConnectException e) {
      throw new WorkerException("unreachable", Message.of("status.worker.unreachable", page), e);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw new WorkerException("lost", Message.of("status.worker.lost", page, reason), e);
    }
  }

  private static WorkerReport read(URI page, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() == 200) {
      try {
        JsonNode document = Json.MAPPER.readTree(answer.body());
        if (document.path("state").isTextual() && document.path("loops").isObject()) {
          return new WorkerReport(document);
        }
      } catch (com.fasterxml.jackson.core.JacksonException e) {
        // Told below: something else has this port.
      }
    }
    Message why = Message.of("status.worker.something_else", page, answer.statusCode());
    throw new WorkerException("something_else", why, null);
  }
}
