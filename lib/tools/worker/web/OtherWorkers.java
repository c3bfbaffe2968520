package lib.tools.worker.web;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lib.base.http.JsonHttp;
import lib.base.json.Json;
import lib.systems.page.StatusPage;
import lib.systems.page.WorkerAnswer;

/**
 * The workers that {@code worker.status_urls} names, asked for their {@code /status} on behalf of a
 * browser, which may ask none but its own. They are asked at the same time and at most every two
 * seconds, however many browsers look. Thread-safe.
 */
final class OtherWorkers {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final long LARGEST_BYTES = 1 << 20;

  private final List<URI> urls;
  private Optional<JsonHttp> http = Optional.empty();
  private List<WorkerAnswer> answers = List.of();
  private long askedNanos;

  OtherWorkers(List<URI> urls) {
    this.urls = urls;
  }

  /** What they say, or why they do not. Takes two seconds at most. */
  synchronized List<WorkerAnswer> ask() {
    if (answers.isEmpty() || System.nanoTime() - askedNanos > FRESH.toNanos()) {
      JsonHttp client = http.orElseGet(() -> new JsonHttp(LIMIT, Optional.empty(), LARGEST_BYTES));
      http = Optional.of(client);
      List<CompletableFuture<WorkerAnswer>> asked =
          urls.stream()
              .map(url -> CompletableFuture.supplyAsync(() -> ask(client, url.toString())))
              .toList();
      answers = asked.stream().map(CompletableFuture::join).toList();
      askedNanos = System.nanoTime();
    }
    return answers;
  }

  private static WorkerAnswer ask(JsonHttp client, String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/status")).build();
    try {
      JsonHttp.Answer answer = client.send(request, LIMIT);
      return answer.status() == 200
          ? new WorkerAnswer(url, Json.MAPPER.readValue(answer.body(), StatusPage.class), null)
          : new WorkerAnswer(url, null, "HTTP " + answer.status());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WorkerAnswer(url, null, "interrupted");
    } catch (JacksonException e) {
      return new WorkerAnswer(url, null, Json.problem(e));
    } catch (IOException e) {
      return new WorkerAnswer(url, null, e.getMessage());
    }
  }
}
