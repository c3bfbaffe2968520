package lib.tools.queues;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import lib.base.config.RabbitSettings;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.topology.TopologyDocument;

/** The report as JSON. Its field names stay. */
public record QueueDocument(RabbitSettings settings, Texts texts) {

  /** The whole report. */
  public Map<String, Object> of(QueueReport report) {
    TopologyDocument topology = new TopologyDocument(texts);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", report.level().code());
    document.put("at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(report.at()));
    document.put("broker", broker(report));
    document.put(
        "alternate_exchange",
        topology.of(report.topology().alternate(), settings.alternateExchange()));
    document.put("totals", totals(report));
    document.put("thresholds", thresholds(report.thresholds()));
    document.put("queues", report.queues().stream().map(QueueDocument::queue).toList());
    document.put("topology", topology.of(report.topology()));
    document.put(
        "misrouted_topics", report.deviations().stream().map(TopologyDocument::of).toList());
    document.put("problems", report.problems().stream().map(this::problem).toList());
    return document;
  }

  private Map<String, Object> broker(QueueReport report) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("address", settings.addresses().get(0).toString());
    row.put("virtual_host", settings.virtualHost());
    row.put("product", report.product().orElse(null));
    row.put("version", report.version().orElse(null));
    Optional<ManagementException> obstacle = report.topology().obstacle();
    row.put("management_api", obstacle.isEmpty());
    row.put("management_obstacle", obstacle.map(e -> texts.get(e.userMessage())).orElse(null));
    return row;
  }

  private static Map<String, Object> totals(QueueReport report) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("queues", report.found());
    row.put("messages", report.ready());
    row.put("consumers", report.consumers());
    return row;
  }

  private static Map<String, Object> thresholds(Thresholds thresholds) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("warning", number(thresholds.warning()));
    row.put("critical", number(thresholds.critical()));
    return row;
  }

  private static Map<String, Object> queue(CheckedQueue queue) {
    QueueState state = queue.state();
    Optional<QueueInfo> detail = state.detail();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", state.name());
    row.put("role", queue.role().code());
    row.put("presence", state.presence().name().toLowerCase(Locale.ROOT));
    row.put("level", queue.level().code());
    row.put("messages", number(state.ready()));
    row.put("unacknowledged", number(state.unacked()));
    row.put("consumers", state.consumers().isPresent() ? state.consumers().getAsInt() : null);
    row.put("type", state.type().orElse(null));
    row.put("durable", detail.map(QueueInfo::durable).orElse(null));
    row.put("state", detail.flatMap(QueueInfo::state).orElse(null));
    row.put("policy", detail.flatMap(QueueInfo::policy).orElse(null));
    row.put("memory_bytes", detail.map(d -> number(d.memoryBytes())).orElse(null));
    row.put("publish_rate", detail.map(d -> number(d.publishRate())).orElse(null));
    row.put("deliver_rate", detail.map(d -> number(d.deliverRate())).orElse(null));
    row.put("problem", state.problem().orElse(null));
    return row;
  }

  private Map<String, Object> problem(Problem problem) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("level", problem.level().code());
    row.put("message", texts.get(problem.sentence()));
    return row;
  }

  private static Long number(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static Double number(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }
}
