package lib.tools.status;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Texts;

/** What is shown of one worker. */
final class WorkerLines {

  private static final List<String> LATENCIES =
      List.of("task_routing", "publish_confirm", "answer_handling");

  private final Texts texts;
  private final Output out;
  private final StatusWords words;

  WorkerLines(Texts texts, Output out) {
    this.texts = texts;
    this.out = out;
    this.words = new StatusWords(texts);
  }

  void show(URI url, Answer<WorkerReport> answer) {
    answer
        .missing()
        .ifPresent(
            missing -> {
              out.line(Style.FAILURE, texts.get("status.worker.down", url));
              out.line(texts.get("status.error", texts.get(missing.why())));
            });
    answer.value().ifPresent(worker -> show(url, worker));
  }

  private void show(URI url, WorkerReport worker) {
    out.line(
        worker.isHealthy() ? Style.OK : Style.FAILURE,
        texts.get(worker.isHealthy() ? "status.worker.up" : "status.worker.ill", url));
    out.line(
        texts.get(
            "status.worker.process",
            worker.text("/host"),
            worker.text("/pid"),
            worker.text("/version"),
            worker.text("/worker_id")));
    out.line(
        texts.get(
            "status.worker.uptime", words.duration(worker.uptime()), words.time(worker.started())));
    loop("status.routing", worker, worker.routing(), "routing_stalled");
    loop("status.responses", worker, worker.responses(), "responses_stalled");
  }

  private void loop(String name, WorkerReport worker, WorkerReport.Loop loop, String problem) {
    String title = texts.get(name);
    if (!loop.isEnabled()) {
      boolean starting = !worker.state().equals("running");
      String key = starting ? "status.loop.waiting" : "status.loop.off";
      out.line(Style.WARNING, texts.get(key, title));
      return;
    }
    String last =
        loop.sinceProgress()
            .map(since -> texts.get("status.loop.last", words.duration(since)))
            .orElseGet(() -> texts.get("status.loop.never"));
    if (loop.isRunning() && !worker.problems().contains(problem)) {
      out.line(Style.OK, texts.get("status.loop.up", title, last));
    } else {
      out.line(Style.FAILURE, texts.get("status.loop.stalled", title, last));
    }
    if (loop.isFailing()) {
      String reason = StatusWords.line(loop.lastError().orElse("-"));
      out.line(Style.WARNING, texts.get("status.loop.failing", reason));
    }
  }

  /** How fast it works. */
  void performance(URI url, WorkerReport worker) {
    out.line("  " + url);
    out.line(texts.get("status.rates.tasks", rates(worker, "tasks")));
    out.line(texts.get("status.rates.answers", rates(worker, "answers")));
    for (String what : LATENCIES) {
      String base = "/latency_seconds/" + what;
      out.line(
          texts.get(
              "status.latency." + what,
              StatusWords.seconds(worker.fraction(base + "/p50")),
              StatusWords.seconds(worker.fraction(base + "/p95")),
              StatusWords.seconds(worker.fraction(base + "/p99"))));
    }
    out.line(
        texts.get(
            "status.in_flight",
            StatusWords.number(worker.number("/in_flight/tasks")),
            StatusWords.number(worker.number("/in_flight/awaiting_hand_over")),
            StatusWords.number(worker.number("/in_flight/answers")),
            StatusWords.number(worker.number("/unconfirmed_messages"))));
    out.line(texts.get("status.by_system", bySystem(worker)));
    out.line(
        texts.get(
            "status.cache",
            StatusWords.number(worker.number("/bpmn_cache/models")),
            StatusWords.number(worker.number("/bpmn_cache/max_models")),
            worker
                .fraction("/bpmn_cache/hit_ratio")
                .map(ratio -> Math.round(ratio * 100) + "%")
                .orElse("-")));
  }

  private static String rates(WorkerReport worker, String what) {
    String base = "/throughput_per_second/" + what;
    return String.join(
        " / ",
        StatusWords.rate(worker.fraction(base + "/1m").orElse(0.0)),
        StatusWords.rate(worker.fraction(base + "/5m").orElse(0.0)),
        StatusWords.rate(worker.fraction(base + "/15m").orElse(0.0)));
  }

  private static String bySystem(WorkerReport worker) {
    Map<String, String> systems = new TreeMap<>();
    worker
        .json()
        .path("routed_by_system")
        .properties()
        .forEach(e -> systems.put(e.getKey(), StatusWords.number(e.getValue().asLong())));
    return systems.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .reduce((one, other) -> one + ", " + other)
        .orElse("-");
  }
}
