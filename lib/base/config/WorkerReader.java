package lib.base.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Builds the settings of the worker. */
final class WorkerReader {

  private WorkerReader() {}

  static WorkerSettings read(Values values) {
    deriveStatusUrl(values);
    return new WorkerSettings(
        topics(values),
        values.number("worker.retry_attempts"),
        values.seconds("worker.retry_delay"),
        values.text("worker.http_host"),
        values.number("worker.http_port"),
        values.flag("worker.response_handler_enabled"),
        values.number("worker.response_concurrency"),
        values.number("worker.publish_concurrency"),
        values.flag("worker.return_original_variables"),
        Optional.of(values.seconds("worker.cancellation_interval")).filter(time -> !time.isZero()),
        Duration.ofHours(values.number("bpmn_cache.ttl_hours")),
        values.number("bpmn_cache.max_size"));
  }

  /** Where this worker answers is where the tools look for it, unless they are told otherwise. */
  private static void deriveStatusUrl(Values values) {
    int port = values.number("worker.http_port");
    if (values.isSet("worker.status_urls") || port == 0) {
      return;
    }
    String host = values.text("worker.http_host");
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
    String reachable = everywhere ? "127.0.0.1" : host;
    values.derive("worker.status_urls", "http://" + new HostPort(reachable, port));
  }

  private static TopicSelection topics(Values values) {
    return switch (values.text("worker.topics").toLowerCase(Locale.ROOT)) {
      case "mapped" -> new TopicSelection.Mapped();
      case "all" -> new TopicSelection.All();
      default -> new TopicSelection.Listed(values.list("worker.topics"));
    };
  }
}
