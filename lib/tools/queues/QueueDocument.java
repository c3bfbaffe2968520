package lib.tools.queues;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.config.RabbitSettings;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.topology.TopologyDocument;

/** The report as JSON. Its field names stay. */
public record QueueDocument(
    String status,
    String at,
    Broker broker,
    TopologyDocument.Alternate alternateExchange,
    Totals totals,
    Limits thresholds,
    List<Row> queues,
    TopologyDocument topology,
    List<TopologyDocument.Misrouted> misroutedTopics,
    List<Trouble> problems) {

  /** Who was asked. */
  record Broker(
      String address,
      String virtualHost,
      Optional<String> product,
      Optional<String> version,
      boolean managementApi,
      Optional<String> managementObstacle) {

    private static Broker of(QueueReport report, RabbitSettings settings, Texts texts) {
      Optional<ManagementException> obstacle = report.topology().obstacle();
      return new Broker(
          settings.addresses().get(0).toString(),
          settings.virtualHost(),
          report.product(),
          report.version(),
          obstacle.isEmpty(),
          obstacle.map(e -> texts.get(e.userMessage())));
    }
  }

  /** Over all queues that exist. */
  record Totals(long queues, long messages, long consumers) {}

  /** As the command line gave them. */
  record Limits(OptionalLong warning, OptionalLong critical) {}

  /** One queue. What only the management API knows is null without it. */
  record Row(
      String name,
      String role,
      String presence,
      String level,
      OptionalLong messages,
      OptionalLong unacknowledged,
      OptionalInt consumers,
      Optional<String> type,
      Optional<Boolean> durable,
      Optional<String> state,
      Optional<String> policy,
      OptionalLong memoryBytes,
      OptionalDouble publishRate,
      OptionalDouble deliverRate,
      Optional<String> problem) {

    private static Row of(CheckedQueue queue) {
      QueueState state = queue.state();
      Optional<QueueInfo> detail = state.detail();
      return new Row(
          state.name(),
          queue.role().code(),
          state.presence().code(),
          queue.level().code(),
          state.ready(),
          state.unacked(),
          state.consumers(),
          state.type(),
          detail.map(QueueInfo::durable),
          detail.flatMap(QueueInfo::state),
          detail.flatMap(QueueInfo::policy),
          detail.map(QueueInfo::memoryBytes).orElse(OptionalLong.empty()),
          detail.map(QueueInfo::publishRate).orElse(OptionalDouble.empty()),
          detail.map(QueueInfo::deliverRate).orElse(OptionalDouble.empty()),
          state.problem());
    }
  }

  /** What is wrong, in a sentence. */
  record Trouble(String level, String message) {}

  /** The whole report. */
  static QueueDocument of(QueueReport report, RabbitSettings settings, Texts texts) {
    return new QueueDocument(
        report.level().code(),
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(report.at()),
        Broker.of(report, settings, texts),
        TopologyDocument.Alternate.of(
            report.topology().alternate(), settings.alternateExchange(), texts),
        new Totals(report.found(), report.ready(), report.consumers()),
        new Limits(report.thresholds().warning(), report.thresholds().critical()),
        report.queues().stream().map(Row::of).toList(),
        TopologyDocument.of(report.topology(), texts),
        report.deviations().stream().map(TopologyDocument.Misrouted::of).toList(),
        report.problems().stream()
            .map(p -> new Trouble(p.severity().code(), texts.get(p.message())))
            .toList());
  }
}
