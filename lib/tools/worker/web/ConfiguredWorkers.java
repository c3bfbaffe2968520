package lib.tools.worker.web;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lib.base.json.Json;
import lib.systems.page.PageClient;
import lib.systems.page.StatusPage;
import lib.systems.page.WorkerAnswer;

/**
 * The workers that {@code worker.status_urls} names, asked for their {@code /status} on behalf of a
 * browser, which may ask none but its own. They are asked at the same time and at most every two
 * seconds, however many browsers look. Thread-safe.
 */
final class ConfiguredWorkers {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Duration FRESH = Duration.ofSeconds(2);

  /** The common pool has too few threads for many workers that do not answer. */
  private static final Executor OWN_THREAD =
      task -> {
        Thread thread = new Thread(task, "asks-worker");
        thread.setDaemon(true);
        thread.start();
      };

  private final List<URI> urls;
  private final PageClient client = new PageClient(LIMIT);
  private List<WorkerAnswer> answers = List.of();
  private long askedNanos;

  ConfiguredWorkers(List<URI> urls) {
    this.urls = urls;
  }

  /** What they say, or why they do not. Takes two seconds at most. */
  synchronized List<WorkerAnswer> ask() {
    if (answers.isEmpty() || System.nanoTime() - askedNanos > FRESH.toNanos()) {
      List<CompletableFuture<WorkerAnswer>> asked =
          urls.stream()
              .map(url -> CompletableFuture.supplyAsync(() -> ask(url), OWN_THREAD))
              .toList();
      answers = asked.stream().map(CompletableFuture::join).toList();
      askedNanos = System.nanoTime();
    }
    return answers;
  }

  private WorkerAnswer ask(URI address) {
    String url = address.toString();
    try {
      PageClient.Answer answer = client.ask(address);
      return answer.status() == 200
          ? WorkerAnswer.given(url, StatusPage.of(answer.body()))
          : WorkerAnswer.missing(url, "HTTP " + answer.status());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return WorkerAnswer.missing(url, "interrupted");
    } catch (JacksonException e) {
      return WorkerAnswer.missing(url, Json.problem(e));
    } catch (IOException e) {
      return WorkerAnswer.missing(url, String.valueOf(e.getMessage()));
    }
  }
}
