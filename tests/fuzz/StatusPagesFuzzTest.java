package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.Seed;

/** Whatever a worker, or what stands in its place, says of itself: a verdict comes of it. */
@Tag("cli")
class StatusPagesFuzzTest {

  private static final int PAGES = 300;

  private static final String PAGE =
      """
      {"state": "running", "healthy": false,
       "problems": [{"kind": "rabbitmq_blocked", "text": "low on memory"}], "version": "1.0.0",
       "started": "2026-01-01T00:00:00Z", "uptime_seconds": 7200, "host": "h", "pid": 12,
       "worker_id": "universal-worker", "topics": {"selection": "mapped", "names": ["t"]},
       "camunda": {"url": "u", "reachable": true, "last_answer_seconds_ago": 1},
       "rabbitmq": {"address": "a", "reachable": true, "last_answer_seconds_ago": 1,
        "blocked": "low on memory", "missing": ["q"]},
       "loops": {"routing": {"enabled": true, "running": true, "failing": true,
         "last_success": "2026-01-01T00:00:00Z", "last_progress_seconds_ago": 3,
         "last_error": {"time": "2026-01-01T00:00:00Z", "text": "x"}},
        "responses": {"enabled": true, "running": false, "failing": false}},
       "counters": {"tasks": {"fetched": 5, "routed": 4}, "answers": {"completed": 3}},
       "settled_answers": {"applied": 3, "already_done": 0, "to_error_queue": 1},
       "routed_by_system": {"bitrix24": 4}, "unconfirmed_messages": 0,
       "throughput_per_second": {"tasks": {"1m": 0.5, "5m": 0.1, "15m": 0}, "answers": {"1m": 1}},
       "latency_seconds": {"task_routing": {"count": 4, "p50": 0.01, "p95": 0.02, "p99": 0.03}},
       "in_flight": {"tasks": 1, "awaiting_hand_over": 0, "answers": 2, "answers_waiting": 0},
       "errors": [{"time": "2026-01-01T00:00:00Z", "task": "1", "kind": "k", "text": "t"}],
       "bpmn_cache": {"models": 1, "max_models": 100, "hits": 3, "misses": 1, "hit_ratio": 0.75}}
      """;

  private static final List<List<String>> FORMS =
      List.of(List.of("--performance"), List.of("--json"), List.of("--nagios"), List.of("--brief"));

  private final Random random = Seed.random();
  private final FaultyProxy worker = new FaultyProxy(URI.create("http://127.0.0.1:1/"));

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void areReadOrSaidToBeNoWorkers() {
    for (int i = 0; i < PAGES; i++) {
      String page = page();
      worker.always(".*/status", FaultyProxy.status(200, page));
      List<String> form = FORMS.get(random.nextInt(FORMS.size()));
      Command.Result result =
          Command.of("status_check.java", form.toArray(String[]::new))
              .env("WORKER_STATUS_URLS", worker.baseUrl().toString())
              .env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest")
              .env("RABBITMQ_HOST", "127.0.0.1")
              .env("RABBITMQ_PORT", "1")
              .env("TOOLS_LANG", random.nextBoolean() ? "ru" : "en")
              .run()
              .expect(2);
      assertThat(result.stdout()).as(page).isNotBlank();
      assertThat(result.stdout() + result.stderr())
          .as(page)
          .doesNotContainPattern("Exception|\\tat |[^\\w.]-\\d+ (?:s|min|h|d|с|мин|ч|д)\\b");
    }
  }

  /** With one to three values that nobody expects; a few are damaged so that they are no JSON. */
  private String page() {
    String page = PAGE;
    for (int i = random.nextInt(3); i >= 0; i--) {
      String value = Samples.STRANGE.get(random.nextInt(Samples.STRANGE.size()));
      page = Samples.withValue(page, random.nextInt(), value);
    }
    boolean damaged = random.nextInt(10) == 0;
    int end = page.length() - (damaged ? random.nextInt(page.length()) : 0);
    return page.substring(0, end);
  }
}
