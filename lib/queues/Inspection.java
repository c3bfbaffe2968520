package lib.queues;

//SOURCES CheckedQueue.java
//SOURCES Level.java
//SOURCES ProjectQueues.java
//SOURCES QueueProblems.java
//SOURCES QueueReport.java
//SOURCES QueueRole.java
//SOURCES QueueSelection.java
//SOURCES Thresholds.java
//SOURCES TopologyPart.java
//SOURCES ../config/Settings.java
//SOURCES ../rabbitmq/BrokerConnector.java
//SOURCES ../rabbitmq/BrokerException.java
//SOURCES ../rabbitmq/BrokerQuestions.java
//SOURCES ../rabbitmq/ManagementAccess.java
//SOURCES ../rabbitmq/ManagementApi.java
//SOURCES ../rabbitmq/ManagementException.java
//SOURCES ../rabbitmq/QueueState.java
//SOURCES ../rabbitmq/QueueStates.java
//SOURCES ../rabbitmq/Topology.java
//SOURCES ../topology/ObjectCheck.java
//SOURCES ../topology/ObjectKind.java
//SOURCES ../topology/TopicDeviation.java
//SOURCES ../topology/TopologyComparison.java
//SOURCES ../topology/TopologyReport.java
//DEPS com.rabbitmq:amqp-client:5.37.0

import com.rabbitmq.client.Connection;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lib.config.Settings;
import lib.rabbitmq.BrokerConnector;
import lib.rabbitmq.BrokerException;
import lib.rabbitmq.BrokerQuestions;
import lib.rabbitmq.ManagementAccess;
import lib.rabbitmq.ManagementApi;
import lib.rabbitmq.ManagementException;
import lib.rabbitmq.QueueState;
import lib.rabbitmq.QueueStates;
import lib.rabbitmq.Topology;
import lib.topology.ObjectCheck;
import lib.topology.ObjectKind;
import lib.topology.TopicDeviation;
import lib.topology.TopologyComparison;
import lib.topology.TopologyReport;

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
    List<CheckedQueue> queues =
        states(selection).stream()
            .filter(state -> !selection.nonEmpty() || state.hasMessages())
            .map(state -> checked(state, thresholds))
            .toList();
    TopologyReport whole =
        TopologyComparison.compare(
            topology, settings.rabbit().tasksExchange(), questions, management);
    List<TopicDeviation> deviations = deviations(whole);
    TopologyPart part = new TopologyPart(topology, selection.names());
    TopologyReport report = selection.isNamed() ? part.of(whole) : whole;
    List<TopicDeviation> relevant = selection.isNamed() ? part.of(deviations) : deviations;

    QueueProblems problems = new QueueProblems();
    problems.alarms(alarms());
    problems.queues(queues, thresholds, selection.isNamed());
    problems.topology(report, selection.isNamed());
    if (!selection.isNamed() || part.hasExchange(settings.rabbit().alternateExchange())) {
      problems.alternate(report.alternate(), exchanges(report));
    }
    problems.deviations(relevant, settings.rabbit().tasksExchange());
    return new QueueReport(
        ZonedDateTime.now(clock),
        questions.where(),
        questions.serverProperty("product"),
        questions.serverProperty("version"),
        queues,
        report,
        relevant,
        problems.list(),
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
    Level level =
        state.ready().isPresent() ? thresholds.level(state.ready().getAsLong()) : Level.OK;
    return new CheckedQueue(state, roles.getOrDefault(state.name(), QueueRole.OTHER), level);
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
