package lib.tools.reader;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.systems.rabbitmq.management.QueueState;

/** The queues as JSON. */
record QueuesDocument(String status, List<Row> queues, long totalQueues, long totalMessages) {

  /** One queue. What is not known of it is null. */
  record Row(
      String name,
      String state,
      OptionalLong messages,
      OptionalLong unacked,
      OptionalInt consumers,
      Optional<String> type,
      boolean project) {

    private static Row of(QueueState queue, boolean project) {
      return new Row(
          queue.name(),
          queue.presence().code(),
          queue.ready(),
          queue.unacked(),
          queue.consumers(),
          queue.type(),
          project);
    }
  }

  static QueuesDocument of(ListReport report) {
    List<Row> rows = report.all().map(q -> Row.of(q, report.project().contains(q))).toList();
    return new QueuesDocument(report.status(), rows, report.queues(), report.messages());
  }
}
