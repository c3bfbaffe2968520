package lib.tools.alternate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.config.RabbitSettings;
import lib.base.text.Reason;
import lib.base.text.Texts;
import lib.systems.topology.TopologyDocument;

/** The result as JSON. Its field names stay. */
public record AlternateDocument(
    String status,
    String mode,
    String routes,
    Optional<String> prefix,
    String virtualHost,
    String exchange,
    List<String> created,
    TopologyDocument.Alternate alternateExchange,
    Map<String, Long> verdicts,
    List<Row> messages,
    List<QueueRow> queues,
    long removed,
    List<LeftMessages> left,
    boolean kept,
    TopologyDocument topology) {

  /** One test message. */
  record Row(
      String topic,
      String system,
      boolean known,
      String routingKey,
      String messageId,
      String expectedQueue,
      List<String> queues,
      String verdict,
      boolean right,
      Optional<String> returned) {

    private static Row of(MessageResult result) {
      ProbeTopic topic = result.topic();
      return new Row(
          topic.topic(),
          topic.system(),
          topic.known(),
          topic.routingKey(),
          result.id(),
          topic.expectedQueue(),
          result.queues(),
          result.verdict().code(),
          result.isRight(),
          result.returned().map(Reason::english));
    }
  }

  /** One queue of the test. */
  record QueueRow(
      String name,
      long testMessages,
      Optional<Long> messagesBefore,
      Optional<Long> consumersBefore) {

    private static QueueRow of(AlternateReport report, String queue) {
      Optional<QueueUse> before =
          report.before().stream().filter(use -> use.queue().equals(queue)).findFirst();
      return new QueueRow(
          queue,
          report.messagesIn(queue),
          before.map(QueueUse::messages),
          before.map(QueueUse::consumers));
    }
  }

  /**
   * The whole report.
   *
   * @param keep whether the messages were left in the queues
   */
  public static AlternateDocument of(
      AlternateReport report, boolean keep, RabbitSettings settings, Texts texts) {
    ProbeTopology stage = report.stage();
    return new AlternateDocument(
        report.isPassed() ? "passed" : report.complete() ? "failed" : "interrupted",
        stage.isIsolated() ? "isolated" : "real",
        stage.asOnBroker() ? "broker" : "configuration",
        stage.prefix(),
        settings.virtualHost(),
        stage.exchange(),
        report.created(),
        TopologyDocument.Alternate.of(
            report.topology().alternate(), settings.alternateExchange(), texts),
        verdicts(report),
        report.results().stream().map(Row::of).toList(),
        stage.queues().keySet().stream().map(queue -> QueueRow.of(report, queue)).toList(),
        report.removed(),
        report.left(),
        keep && !stage.isIsolated(),
        TopologyDocument.of(report.topology(), texts));
  }

  private static Map<String, Long> verdicts(AlternateReport report) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (MessageVerdict verdict : MessageVerdict.values()) {
      counts.put(
          verdict.code(), report.results().stream().filter(r -> r.verdict() == verdict).count());
    }
    return counts;
  }
}
