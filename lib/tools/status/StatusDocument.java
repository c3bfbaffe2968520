package lib.tools.status;

import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.text.Texts;

/** The result as JSON. Its field names stay. */
public record StatusDocument(Settings settings, Texts texts) {

  /** The one document of a run. */
  public Map<String, Object> of(SystemStatus status, Verdict verdict) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", verdict.exitCode().name().toLowerCase(Locale.ROOT));
    document.put("exit_code", verdict.exitCode().code());
    document.put("verdict", verdict.headline().label());
    document.put("checked", status.at().truncatedTo(ChronoUnit.MILLIS).toString());
    document.put("findings", verdict.findings().stream().map(this::finding).toList());
    document.put("summary", new Summary(status).document());
    document.put(
        "workers",
        status.workers().entrySet().stream()
            .map(worker -> worker(worker.getKey(), worker.getValue()))
            .toList());
    document.put("camunda", camunda(status));
    document.put("rabbitmq", rabbitmq(status));
    document.put("routing", routing(settings.routing()));
    return document;
  }

  private Map<String, Object> finding(Finding finding) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    document.put("code", finding.code().label());
    document.put("text", texts.get(finding.text()));
    return document;
  }

  private Map<String, Object> worker(URI url, Answer<WorkerReport> answer) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("url", url.toString());
    document.put("answering", answer.value().isPresent());
    document.put("error", error(answer));
    document.put("status", answer.value().map(WorkerReport::json).orElse(null));
    return document;
  }

  private <T> Map<String, Object> error(Answer<T> answer) {
    return answer
        .missing()
        .map(
            missing -> {
              Map<String, Object> document = new LinkedHashMap<>();
              document.put("kind", missing.kind());
              document.put("message", texts.get(missing.why()));
              return document;
            })
        .orElse(null);
  }

  private Map<String, Object> camunda(SystemStatus status) {
    var engine = status.engine().value();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("url", settings.camunda().baseUrl().toString());
    document.put("reachable", engine.isPresent());
    document.put("error", error(status.engine()));
    document.put("version", engine.map(EngineState::version).orElse(null));
    document.put("response_ms", engine.map(e -> e.took().toMillis()).orElse(null));
    document.put("external_tasks", engine.map(EngineState::externalTasks).orElse(null));
    document.put("worker_id", settings.camunda().workerId());
    document.put("locked_by_worker_id", engine.map(EngineState::locked).orElse(null));
    return document;
  }

  private Map<String, Object> rabbitmq(SystemStatus status) {
    var broker = status.broker().value();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "addresses", settings.rabbit().addresses().stream().map(Object::toString).toList());
    document.put("virtual_host", settings.rabbit().virtualHost());
    document.put("reachable", broker.isPresent());
    document.put("error", error(status.broker()));
    document.put("product", broker.map(BrokerState::product).orElse(null));
    document.put("version", broker.map(BrokerState::version).orElse(null));
    document.put("response_ms", broker.map(b -> b.took().toMillis()).orElse(null));
    document.put("responses_consumers", status.responsesConsumers().orElse(null));
    document.put("queues", broker.map(b -> queues(b.queues())).orElse(List.of()));
    return document;
  }

  private static List<Map<String, Object>> queues(List<BrokerState.Queue> queues) {
    return queues.stream()
        .map(
            queue -> {
              Map<String, Object> document = new LinkedHashMap<>();
              document.put("name", queue.name());
              document.put("messages", number(queue.messages()));
              document.put("consumers", number(queue.consumers()));
              return document;
            })
        .toList();
  }

  private static Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static Map<String, Object> routing(RoutingTable routing) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("systems", routing.systems().stream().map(route -> route.system()).toList());
    document.put(
        "queues", routing.systems().stream().map(route -> route.queue()).distinct().count());
    document.put("topics", routing.mappedTopics().size());
    return document;
  }
}
