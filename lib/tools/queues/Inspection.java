package lib.tools.queues;

import com.rabbitmq.client.Connection;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.config.Settings;
import lib.base.text.Finding;
import lib.base.text.Severity;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueState.Presence;
import lib.systems.rabbitmq.management.QueueStates;
import lib.systems.topology.ObjectCheck;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopicDeviation;
import lib.systems.topology.TopologyComparison;
import lib.systems.topology.TopologyReport;

/**
 * Looks at the queues and at what leads to them. Changes nothing on the broker.
 *
 * @see <a href="https://www.rabbitmq.com/docs/monitoring">RabbitMQ, monitoring</a>
 */
public final class Inspection implements AutoCloseable {

  private static final int CLOSE_MILLIS = 2000;

  private final Settings settings;
  private final Topology topology;
  private final Map<String, QueueRole> roles;
  private final BrokerQuestions questions;
  private final ManagementAccess management;
  private final Clock clock;

  /**
   * Connects.
   *
   * @throws BrokerException if that is not possible
   */
  public Inspection(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.topology = Topology.of(settings.rabbit(), settings.routing());
    this.roles = ProjectQueues.of(settings);
    BrokerConnector connector = new BrokerConnector(settings.rabbit());
    Connection connection = connector.connect("check_queues");
    this.questions = new BrokerQuestions(connection, connector.where());
    this.management = ManagementAccess.open(settings.rabbit(), connection);
  }

  /**
   * Looks once.
   *
   * @throws BrokerException if the broker does not answer any more
   * @throws ManagementException if all queues are asked for and the management API cannot be used
   */
  public QueueReport look(QueueSelection selection, Thresholds thresholds) {
    List<CheckedQueue> looked =
        states(selection).stream().map(state -> checked(state, thresholds)).toList();
    List<CheckedQueue> queues =
        looked.stream().filter(queue -> !selection.nonEmpty() || queue.mayHaveMessages()).toList();
    TopologyReport whole =
        TopologyComparison.compare(
            topology, settings.rabbit().tasksExchange(), questions, management);
    List<TopicDeviation> deviations = deviations(whole);
    TopologyPart part = new TopologyPart(topology, selection.names());
    TopologyReport report = selection.isNamed() ? part.of(whole) : whole;
    List<TopicDeviation> relevant = selection.isNamed() ? part.of(deviations) : deviations;
    QueueProblems problems = new QueueProblems();
    problems.alarms(alarms());
    // A missing queue has no messages: where it is asked for by name it is a problem all the same.
    problems.queues(selection.isNamed() ? looked : queues, thresholds, selection.isNamed());
    problems.topology(report, selection.isNamed());
    if (!selection.isNamed() || part.hasExchange(settings.rabbit().alternateExchange())) {
      problems.alternate(report.alternate(), exchanges(report));
    }
    problems.deviations(relevant, settings.rabbit().tasksExchange());
    return report(queues, report, relevant, problems.list(), thresholds);
  }

  private QueueReport report(
      List<CheckedQueue> queues,
      TopologyReport report,
      List<TopicDeviation> deviations,
      List<Finding> problems,
      Thresholds thresholds) {
    return new QueueReport(
        ZonedDateTime.now(clock),
        questions.where(),
        questions.serverProperty("product"),
        questions.serverProperty("version"),
        queues,
        report,
        deviations,
        problems,
        thresholds);
  }

  private List<QueueState> states(QueueSelection selection) {
    QueueStates states = new QueueStates(questions, management);
    if (selection.isNamed()) {
      return states.of(selection.names());
    }
    if (!selection.all()) {
      return states.of(roles.keySet());
    }
    List<QueueState> all = new ArrayList<>(states.of(roles.keySet()));
    states.all().stream().filter(state -> !roles.containsKey(state.name())).forEach(all::add);
    return all;
  }

  private CheckedQueue checked(QueueState state, Thresholds thresholds) {
    Severity level =
        state.ready().isPresent() ? thresholds.level(state.ready().getAsLong()) : Severity.OK;
    QueueRole role = roles.getOrDefault(state.name(), QueueRole.OTHER);
    return new CheckedQueue(state, role, level, mayHoldMore(state));
  }

  /** A queue without consumers gets its counts some seconds after it was made: nobody has any. */
  private boolean mayHoldMore(QueueState state) {
    boolean unknown = state.presence() == Presence.PRESENT && state.unacked().isEmpty();
    boolean never = management.api().isPresent() && !management.isCounting();
    return unknown && (never || state.consumers().orElse(0) > 0);
  }

  private List<TopicDeviation> deviations(TopologyReport report) {
    return report
        .broker()
        .map(
            broker ->
                TopicDeviation.of(
                    topology, broker, settings.routing(), settings.rabbit().tasksExchange()))
        .orElse(List.of());
  }

  private static Set<String> exchanges(TopologyReport report) {
    return report.of(ObjectKind.EXCHANGE).map(ObjectCheck::name).collect(Collectors.toSet());
  }

  /** Alarms are a detail of the management API; without it they show when publishing. */
  private List<String> alarms() {
    try {
      return management.api().map(ManagementApi::alarms).orElse(List.of());
    } catch (ManagementException e) {
      return List.of();
    }
  }

  /** Closes the connection. */
  @Override
  public void close() {
    questions.connection().abort(CLOSE_MILLIS);
  }
}
