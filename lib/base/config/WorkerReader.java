package lib.base.config;

import java.time.Duration;
import java.util.Locale;

/** Builds the settings of the worker. */
final class WorkerReader {

  private WorkerReader() {}

  static WorkerSettings read(Values values) {
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
        Duration.ofHours(values.number("bpmn_cache.ttl_hours")),
        values.number("bpmn_cache.max_size"));
  }

  private static TopicSelection topics(Values values) {
    return switch (values.text("worker.topics").toLowerCase(Locale.ROOT)) {
      case "mapped" -> new TopicSelection.Mapped();
      case "all" -> new TopicSelection.All();
      default -> new TopicSelection.Listed(values.list("worker.topics"));
    };
  }
}
