package lib.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import lib.base.http.HttpFailure;
import lib.base.json.Json;
import lib.base.text.Message;
import lib.systems.page.PageClient;

/** Asks workers for their status page. Changes nothing. */
final class WorkerClient {

  private final Duration limit;

  WorkerClient(Duration limit) {
    this.limit = limit;
  }

  /**
   * Asks one worker.
   *
   * @param url of the endpoint, without a path or with that of a proxy before it
   * @throws WorkerException if it is not answered by a worker
   */
  WorkerReport ask(URI url) throws InterruptedException {
    URI page = PageClient.pageOf(url);
    try {
      return read(page, new PageClient(limit).ask(url));
    } catch (HttpFailure e) {
      Message why =
          switch (e.kind()) {
            case TIMEOUT -> Message.of("status.too_slow", "Worker " + url, limit.toSeconds());
            case UNREACHABLE -> Message.of("status.worker.unreachable", page, e.reason());
            case LOST, TLS, TOO_LARGE -> Message.of("status.worker.lost", page, e.reason());
          };
      throw new WorkerException(code(e.kind()), why, e);
    }
  }

  private static String code(HttpFailure.Kind kind) {
    return switch (kind) {
      case TIMEOUT -> "timeout";
      case UNREACHABLE -> "unreachable";
      case LOST, TLS, TOO_LARGE -> "lost";
    };
  }

  private static WorkerReport read(URI page, PageClient.Answer answer) {
    if (answer.status() == 200) {
      try {
        JsonNode document = Json.MAPPER.readTree(answer.body());
        if (document.path("state").isTextual() && document.path("loops").isObject()) {
          return WorkerReport.of(document);
        }
      } catch (IOException e) {
        // Told below: something else has this port.
      }
    }
    Message why = Message.of("status.worker.something_else", page, answer.status());
    throw new WorkerException("something_else", why, null);
  }
}
