package lib.tools.alternate;

import com.rabbitmq.client.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.cli.AuditLog;
import lib.base.config.RabbitSettings;
import lib.base.config.Settings;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologySetup;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopologyComparison;
import lib.systems.topology.TopologyReport;
import lib.systems.topology.Verdict;

/**
 * Sends test messages through the tasks exchange and looks where they come out: {@link #look},
 * {@link #requireHarmless}, {@link #prepare}, {@link #send} for each, {@link #finish}.
 *
 * <p>Changes the broker only by its own messages, which it takes out again, by the temporary copy
 * of an isolated test, and by creating the project's objects on a broker that has none of them. On
 * any other it creates nothing, so that no fault is covered up.
 */
public final class RoutingProbe implements AutoCloseable {

  private static final int CLOSE_MILLIS = 2000;

  private final RabbitSettings settings;
  private final Topology topology;
  private final ProbePlan plan;
  private final boolean keep;
  private final AuditLog audit;
  private final BrokerQuestions questions;
  private final ManagementAccess management;
  private final List<SentMessage> sent = new ArrayList<>();
  private List<String> created = List.of();
  private List<LeftMessages> left = List.of();
  private List<QueueUse> before = List.of();
  private Optional<TemporaryTopology> isolated = Optional.empty();
  private Optional<ProbeSender> sender = Optional.empty();
  private ProbeTopology stage;
  private TopologyReport report;
  private boolean collected;

  /**
   * Connects.
   *
   * @param keep whether test messages stay in the queues
   * @throws BrokerException if that is not possible
   */
  public RoutingProbe(Settings settings, ProbePlan plan, boolean keep, AuditLog audit) {
    this.settings = settings.rabbit();
    this.topology = Topology.of(settings.rabbit(), settings.routing());
    this.plan = plan;
    this.keep = keep;
    this.audit = audit;
    BrokerConnector connector = new BrokerConnector(settings.rabbit());
    Connection connection = connector.connect("test_alternate_exchange");
    this.questions = new BrokerQuestions(connection, connector.where());
    this.management = ManagementAccess.open(settings.rabbit(), connection);
  }

  /** Looks at what the broker has. Changes nothing. */
  public void look() {
    report = compare();
  }

  /**
   * Test messages that an earlier, killed test has left in dead letter queues; none where these
   * cannot be seen.
   *
   * @param remove whether to take them out
   */
  public List<LeftMessages> left(boolean remove) {
    left =
        report
            .broker()
            .map(broker -> new LeftMessageSearch(questions, broker, plan))
            .map(search -> search.in(plan.queues(), remove))
            .orElseGet(List::of);
    left.stream()
        .filter(LeftMessages::removed)
        .forEach(found -> audit.add("alternate.audit.left", found.queue(), found.number()));
    return left;
  }

  /**
   * Makes sure that the test harms nobody. Changes nothing.
   *
   * @param force whether to go on although somebody works with the queues
   * @throws ProbeRefusedException if somebody does, or if looking into a queue could harm the
   *     messages in it
   */
  public void requireHarmless(boolean isolate, boolean force) {
    if (isolate) {
      if (!questions.isRabbitMq()) {
        throw ProbeRefusedException.notRabbit(questions.where());
      }
      if (report.isMissing(ObjectKind.EXCHANGE, settings.tasksExchange())) {
        throw ProbeRefusedException.nothingToCopy(settings.tasksExchange(), questions.where());
      }
    } else if (!isFresh()) {
      useReal(force);
    }
  }

  private void useReal(boolean force) {
    RealQueues real = new RealQueues(questions, report, plan, settings.tasksExchange());
    stage = real.stage();
    before = real.use();
    if (force) {
      CountedLookCheck.require(settings, before);
    }
    real.requireUsable(before, force);
  }

  /** Makes a copy of the topology, or what a broker with nothing of the project lacks. */
  public void prepare(boolean isolate) {
    if (isolate) {
      TopologyCopy copy = TopologyCopy.of(report, topology, settings.tasksExchange());
      var made = new TemporaryTopology(copy, questions.connection(), questions.where());
      isolated = Optional.of(made);
      stage = made.stage(settings.tasksExchange(), plan.queues());
    } else if (isFresh()) {
      created =
          TopologySetup.ensure(questions.connection(), questions.where(), topology).stream()
              .filter(TopologySetup.Finding.Created.class::isInstance)
              .map(TopologySetup.Finding::object)
              .toList();
      created.forEach(object -> audit.add("alternate.audit.created", object));
      report = compare();
      useReal(false);
    }
  }

  private TopologyReport compare() {
    return TopologyComparison.compare(topology, settings.tasksExchange(), questions, management);
  }

  /** Whether the broker has nothing of the project. */
  private boolean isFresh() {
    return report.objects().stream()
        .filter(check -> check.kind() != ObjectKind.BINDING)
        .allMatch(check -> check.verdict().is(Verdict.Kind.MISSING));
  }

  /** Where the test takes place. */
  public ProbeTopology stage() {
    return stage;
  }

  /** How the broker compares with the configuration. */
  public TopologyReport topology() {
    return report;
  }

  /** What was missing and has been created. */
  public List<String> created() {
    return created;
  }

  /** What was in the queues; empty for an isolated test. */
  public List<QueueUse> before() {
    return before;
  }

  /**
   * Publishes the message of a topic.
   *
   * @throws BrokerException if the broker does not take it
   */
  public SentMessage send(ProbeTopic topic) {
    if (sender.isEmpty()) {
      sender =
          Optional.of(
              new ProbeSender(
                  questions.connection(),
                  questions.where(),
                  settings.connectionTimeout(),
                  expires()));
    }
    SentMessage message = sender.get().send(stage.exchange(), topic);
    sent.add(message);
    return message;
  }

  /** Qpid takes an expiration as a point in time, and all of ours as long past. */
  private boolean expires() {
    return questions.isRabbitMq() && !(keep && !stage.isIsolated());
  }

  /**
   * Finds the messages, takes them out unless they are to be kept, and judges.
   *
   * @throws BrokerException if a queue cannot be read
   */
  public AlternateReport finish() {
    ProbeCollector collector = collector();
    Map<String, List<String>> found = collector.collect(stage);
    collected = true;
    audit.add("alternate.audit.sent", stage.exchange(), sent.size(), collector.removed());
    List<MessageResult> results =
        sent.stream()
            .map(m -> MessageResult.of(m, found.getOrDefault(m.id(), List.of()), plan.rest()))
            .toList();
    boolean complete = sent.size() == plan.all().size();
    return new AlternateReport(
        stage, created, report, before, results, collector.removed(), left, complete);
  }

  private ProbeCollector collector() {
    Set<String> ids = sent.stream().map(SentMessage::id).collect(Collectors.toSet());
    return new ProbeCollector(
        questions,
        properties -> ids.contains(String.valueOf(properties.getMessageId())),
        keep && !stage.isIsolated());
  }

  /** Takes out what a failed test has left, removes the copy, closes the connection. */
  @Override
  public void close() {
    try {
      if (!sent.isEmpty() && !collected && questions.connection().isOpen()) {
        ProbeCollector collector = collector();
        collector.collect(stage);
        audit.add("alternate.audit.sent", stage.exchange(), sent.size(), collector.removed());
      }
      isolated.ifPresent(TemporaryTopology::close);
    } finally {
      questions.connection().abort(CLOSE_MILLIS);
    }
  }
}
