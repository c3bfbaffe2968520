package lib.tools.alternate;

import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.config.RabbitSettings;
import lib.base.text.Texts;
import lib.systems.topology.TopologyDocument;

/** The result as JSON. Its field names stay. */
public record AlternateDocument(RabbitSettings settings, Texts texts) {

  /**
   * The whole report.
   *
   * @param keep whether the messages were left in the queues
   */
  public Map<String, Object> of(AlternateReport report, boolean keep) {
    Stage stage = report.stage();
    TopologyDocument topology = new TopologyDocument(texts);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "status", report.isPassed() ? "passed" : report.complete() ? "failed" : "interrupted");
    document.put("mode", stage.isIsolated() ? "isolated" : "real");
    document.put("routes", stage.asOnBroker() ? "broker" : "configuration");
    document.put("prefix", stage.prefix().orElse(null));
    document.put("virtual_host", settings.virtualHost());
    document.put("exchange", stage.exchange());
    document.put("created", report.created());
    document.put(
        "alternate_exchange",
        topology.of(report.topology().alternate(), settings.alternateExchange()));
    Map<String, Object> verdicts = new LinkedHashMap<>();
    for (MessageVerdict verdict : MessageVerdict.values()) {
      verdicts.put(
          verdict.code(), report.results().stream().filter(r -> r.verdict() == verdict).count());
    }
    document.put("verdicts", verdicts);
    document.put("messages", report.results().stream().map(AlternateDocument::message).toList());
    document.put(
        "queues", stage.queues().keySet().stream().map(queue -> queue(report, queue)).toList());
    document.put("removed", report.removed());
    document.put("kept", keep && !stage.isIsolated());
    document.put("topology", topology.of(report.topology()));
    return document;
  }

  private static Map<String, Object> message(MessageResult result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("topic", result.topic().topic());
    row.put("system", result.topic().system());
    row.put("known", result.topic().known());
    row.put("routing_key", result.topic().routingKey());
    row.put("message_id", result.id());
    row.put("expected_queue", result.topic().expectedQueue());
    row.put("queues", result.queues());
    row.put("verdict", result.verdict().code());
    row.put("right", result.isRight());
    row.put("returned", result.returned().orElse(null));
    return row;
  }

  private static Map<String, Object> queue(AlternateReport report, String queue) {
    Map<String, Object> row = new LinkedHashMap<>();
    var before = report.before().stream().filter(use -> use.queue().equals(queue)).findFirst();
    row.put("name", queue);
    row.put("test_messages", report.messagesIn(queue));
    row.put("messages_before", before.map(QueueUse::messages).orElse(null));
    row.put("consumers_before", before.map(QueueUse::consumers).orElse(null));
    return row;
  }
}
