package lib.tools.worker.web;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.config.Settings;
import lib.tools.worker.status.Health;
import lib.tools.worker.status.Outcome;
import lib.tools.worker.status.StatusReport;
import lib.tools.worker.status.WorkerMetrics;

/** Everything that the worker answers over HTTP, by path. All but {@code /workers} from memory. */
public final class Resources {

  private final Map<String, Resource> byPath = new LinkedHashMap<>();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final StatusReport report;
  private final WorkerMetrics metrics;

  /**
   * @param outcomes of answers, to be named on the page
   */
  public Resources(
      Settings settings,
      StatusReport report,
      WorkerMetrics metrics,
      Collection<? extends Outcome> outcomes) {
    this.report = report;
    this.metrics = metrics;
    byPath.put("/status", request -> Reply.json(200, report.page()));
    byPath.put("/health", request -> health());
    byPath.put("/metrics", this::metrics);
    byPath.put("/recent", request -> Reply.compact(report.performance().history()));
    ConfiguredWorkers workers = new ConfiguredWorkers(settings.statusUrls());
    byPath.put("/workers", request -> Reply.compact(workers.ask()));
    byPath.put("/", new WorkerPage(settings, outcomes));
  }

  Map<String, Resource> byPath() {
    return byPath;
  }

  private Reply health() {
    Health health = report.health();
    return Reply.json(health.isOk() ? 200 : 503, report.healthPage(health));
  }

  private Reply metrics(HttpExchange request) throws IOException {
    var writer = formats.findWriter(request.getRequestHeaders().getFirst("Accept"));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    writer.write(body, metrics.scrape());
    return new Reply(200, writer.getContentType(), body.toByteArray());
  }
}
