package lib.tools.queues;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import lib.base.text.Finding;
import lib.base.text.Severity;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.topology.TopicDeviation;
import lib.systems.topology.TopologyReport;

/**
 * Everything that one look at the broker has shown.
 *
 * @param where broker and virtual host
 * @param product what the broker calls itself, e.g. RabbitMQ
 * @param topology only what belongs to the chosen queues, if queues were chosen by name
 * @param deviations topics that land elsewhere; empty without the management API
 * @param problems what decides on the exit code
 */
public record QueueReport(
    ZonedDateTime at,
    String where,
    Optional<String> product,
    Optional<String> version,
    List<CheckedQueue> queues,
    TopologyReport topology,
    List<TopicDeviation> deviations,
    List<Finding> problems,
    Thresholds thresholds) {

  public QueueReport {
    queues = List.copyOf(queues);
    deviations = List.copyOf(deviations);
    problems = List.copyOf(problems);
  }

  /** The worst of all. */
  public Severity level() {
    return Finding.worst(problems);
  }

  /** Queues that are there. */
  public long found() {
    return queues.stream().filter(queue -> queue.state().exists()).count();
  }

  /** Ready messages in all of them. */
  public long ready() {
    return queues.stream().mapToLong(queue -> queue.state().ready().orElse(0)).sum();
  }

  /** Consumers of all of them. */
  public long consumers() {
    return queues.stream()
        .map(CheckedQueue::state)
        .mapToLong((QueueState state) -> state.consumers().orElse(0))
        .sum();
  }
}
