package lib.tools.status;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.text.Texts;
import lib.systems.page.LoopsPage.Loop;
import lib.systems.page.StatusPage;
import lib.systems.page.StatusPage.Latency;
import lib.systems.page.StatusPage.Rates;

/** What is shown of one worker. */
record WorkerLines(Texts texts, StatusWords words, Output out) {

  void show(URI url, Answer<WorkerReport> answer) {
    answer
        .missing()
        .ifPresent(
            missing -> {
              out.line(Style.FAILURE, texts.get(label(missing), url));
              out.line(texts.get("status.error", texts.get(missing.why())));
            });
    answer.value().ifPresent(worker -> show(url, worker));
  }

  private static String label(Answer.Missing<?> missing) {
    return missing.isSomethingElse() ? "status.worker.other" : "status.worker.down";
  }

  private void show(URI url, WorkerReport worker) {
    StatusPage page = worker.page();
    out.line(
        page.healthy() ? Style.OK : Style.FAILURE,
        texts.get(page.healthy() ? "status.worker.up" : "status.worker.ill", url));
    out.line(
        texts.get(
            "status.worker.process",
            Texts.plain(page.host()),
            Long.toString(page.pid()),
            Texts.plain(page.version()),
            Texts.plain(page.workerId())));
    out.line(
        texts.get(
            "status.worker.uptime", words.duration(worker.uptime()), words.time(worker.started())));
    loop("status.routing", worker, worker.routing(), "routing_stalled");
    loop("status.responses", worker, worker.responses(), "responses_stalled");
  }

  private void loop(String name, WorkerReport worker, Loop loop, String problem) {
    String title = texts.get(name);
    if (!loop.enabled()) {
      String key = worker.isRunning() ? "status.loop.off" : "status.loop.waiting";
      out.line(Style.WARNING, texts.get(key, title));
      return;
    }
    String last =
        loop.lastProgressSecondsAgo()
            .map(ago -> texts.get("status.loop.last", words.duration(Duration.ofSeconds(ago))))
            .orElseGet(() -> texts.get("status.loop.never"));
    if (loop.running() && !worker.problems().contains(problem)) {
      out.line(Style.OK, texts.get("status.loop.up", title, last));
    } else {
      out.line(Style.FAILURE, texts.get("status.loop.stalled", title, last));
    }
    if (loop.failing()) {
      String reason = loop.lastError().map(error -> StatusWords.line(error.text())).orElse("-");
      out.line(Style.WARNING, texts.get("status.loop.failing", reason));
    }
  }

  /** How fast it works. */
  void performance(URI url, StatusPage page) {
    out.line("  " + url);
    rates("tasks", page.throughputPerSecond().tasks());
    rates("answers", page.throughputPerSecond().answers());
    latency("task_routing", page.latencySeconds().taskRouting());
    latency("publish_confirm", page.latencySeconds().publishConfirm());
    latency("answer_handling", page.latencySeconds().answerHandling());
    StatusPage.InFlight inFlight = page.inFlight();
    numbers(
        "status.in_flight",
        inFlight.tasks(),
        inFlight.awaitingHandOver(),
        inFlight.answers(),
        page.unconfirmedMessages());
    out.line(texts.get("status.by_system", bySystem(page.routedBySystem())));
    StatusPage.BpmnCache cache = page.bpmnCache();
    Optional<String> hits = cache.hitRatio().map(ratio -> Math.round(ratio * 100) + "%");
    out.line(
        texts.get(
            "status.cache",
            StatusWords.number(cache.models()),
            StatusWords.number(cache.maxModels()),
            hits.orElse("-")));
  }

  private void rates(String what, Rates rates) {
    String numbers =
        String.join(
            " / ",
            StatusWords.rate(rates.oneMinute()),
            StatusWords.rate(rates.fiveMinutes()),
            StatusWords.rate(rates.fifteenMinutes()));
    out.line(texts.get("status.rates." + what, numbers));
  }

  private void latency(String what, Latency latency) {
    out.line(
        texts.get(
            "status.latency." + what,
            StatusWords.seconds(latency.p50()),
            StatusWords.seconds(latency.p95()),
            StatusWords.seconds(latency.p99())));
  }

  /** A line of several numbers. */
  void numbers(String key, long... numbers) {
    out.line(texts.get(key, Arrays.stream(numbers).mapToObj(StatusWords::number).toArray()));
  }

  private static String bySystem(Map<String, Long> systems) {
    return systems.isEmpty()
        ? "-"
        : new TreeMap<>(systems)
            .entrySet().stream()
                .map(system -> system.getKey() + " " + StatusWords.number(system.getValue()))
                .collect(Collectors.joining(", "));
  }
}
