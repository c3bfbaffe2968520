package lib.tools.diagnostics;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.config.RabbitSettings;
import lib.base.config.Settings;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueStates;
import lib.systems.topology.BrokerTopology;
import lib.systems.topology.TopologyComparison;
import lib.systems.topology.TopologyReport;

/** Everything about the broker. Whatever it makes there is gone afterwards. */
public final class RabbitExamination implements Examination {

  private static final List<Check> CONNECTION =
      List.of(
          Check.RABBITMQ_CONNECTION,
          Check.RABBITMQ_VERSION,
          Check.RABBITMQ_MANAGEMENT,
          Check.RABBITMQ_ALARMS);

  private static final List<Check> CONTENTS =
      List.of(
          Check.RABBITMQ_EXCHANGE,
          Check.RABBITMQ_ALTERNATE,
          Check.RABBITMQ_QUEUE,
          Check.RABBITMQ_BINDING,
          Check.RABBITMQ_CONFIGURE,
          Check.RABBITMQ_WRITE,
          Check.RABBITMQ_READ,
          Check.RABBITMQ_ANSWERS,
          Check.RABBITMQ_LEFTOVERS);

  private final Settings settings;
  private final Texts texts;
  private final RabbitSettings rabbit;
  private final boolean quick;
  private volatile Optional<BrokerTopology> broker = Optional.empty();

  /**
   * @param texts for the lines of the log
   * @param limit nothing may take longer, whatever the settings say
   * @param quick whether to look at the connection only
   */
  public RabbitExamination(Settings settings, Texts texts, Duration limit, boolean quick) {
    this.texts = texts;
    this.settings = settings;
    this.quick = quick;
    RabbitSettings all = settings.rabbit();
    boolean shorter = limit.compareTo(all.connectionTimeout()) < 0;
    this.rabbit = shorter ? all.withConnectionTimeout(limit) : all;
  }

  @Override
  public List<Check> checks() {
    return quick ? CONNECTION : Stream.concat(CONNECTION.stream(), CONTENTS.stream()).toList();
  }

  /** The management API may be absent; without it the rest can still be right. */
  @Override
  public CheckResult late(Check check) {
    return check == Check.RABBITMQ_MANAGEMENT
        ? CheckResult.warning(check, "late")
        : Examination.super.late(check);
  }

  /** What the broker really has, as far as it could be seen. */
  public Optional<BrokerTopology> broker() {
    return broker;
  }

  @Override
  public void run(CheckResults findings) throws InterruptedException {
    BrokerConnector connector = new BrokerConnector(rabbit);
    long start = System.nanoTime();
    Connection connection;
    try {
      connection = connector.connect("worker_diagnostics");
    } catch (BrokerException e) {
      findings.add(failure(e));
      return;
    }
    try {
      long millis = (System.nanoTime() - start) / 1_000_000;
      String user = rabbit.username();
      findings.add(
          CheckResult.ok(Check.RABBITMQ_CONNECTION, "ok", connector.where(), user, millis));
      connected(connector, connection, findings);
    } catch (BrokerException e) {
      findings.add(CheckResult.failure(Check.RABBITMQ_CONNECTION, "lost", args(e)));
    } finally {
      connection.abort((int) rabbit.connectionTimeout().toMillis());
    }
  }

  private static CheckResult failure(BrokerException e) {
    String kind = e.kind().code();
    return CheckResult.failure(Check.RABBITMQ_CONNECTION, kind, args(e));
  }

  /** The exception's sentence has broker and reason, without its own advice. */
  private static Object[] args(BrokerException e) {
    return e.userMessage().args().toArray();
  }

  private void connected(BrokerConnector connector, Connection connection, CheckResults findings)
      throws InterruptedException {
    BrokerQuestions questions = new BrokerQuestions(connection, connector.where());
    findings.add(version(questions));
    ManagementAccess management = ManagementAccess.open(rabbit, connection);
    findings.add(management(management));
    Optional<CheckResult> alarms = management.api().flatMap(RabbitExamination::alarms);
    alarms.ifPresent(findings::add);
    if (!quick) {
      contents(connector, questions, management, alarms, findings);
    } else if (alarms.isEmpty()) {
      findings.add(CheckResult.skipped(Check.RABBITMQ_ALARMS, "not_visible"));
    }
  }

  private void contents(
      BrokerConnector connector,
      BrokerQuestions questions,
      ManagementAccess management,
      Optional<CheckResult> alarms,
      CheckResults findings)
      throws InterruptedException {
    TopologyReport report =
        TopologyComparison.compare(topology(), rabbit.tasksExchange(), questions, management);
    broker = report.broker();
    new BrokerObjects(rabbit).findings(report).forEach(findings::add);
    String unrouted = settings.routing().defaultSystem().queue();
    HeldAnswers held = new HeldAnswers(management, rabbit.responsesQueue());
    QueueStates states = new QueueStates(questions, management);
    new BrokerContents(states, held, rabbit.responsesQueue(), unrouted)
        .findings()
        .forEach(findings::add);
    boolean alarmed = alarms.filter(finding -> finding.status() == Status.FAILURE).isPresent();
    WriteTrial write = new WriteTrial(rabbit, settings.routing(), connector);
    rights(write, report, questions).check(findings, arguments(), alarmed);
    if (alarms.isEmpty() && write.blocked().isEmpty()) {
      findings.add(CheckResult.ok(Check.RABBITMQ_ALARMS, "not_blocked"));
    }
  }

  private Topology topology() {
    return Topology.of(settings.rabbit(), settings.routing());
  }

  private static CheckResult version(BrokerQuestions questions) {
    String product = questions.serverProperty("product").orElse("-");
    String version = questions.serverProperty("version").orElse("-");
    return questions.isRabbitMq()
        ? CheckResult.ok(Check.RABBITMQ_VERSION, "ok", product, version)
        : CheckResult.warning(Check.RABBITMQ_VERSION, "not_rabbitmq", product, version);
  }

  /** It may be absent; but an address that somebody has set should be right. */
  private CheckResult management(ManagementAccess management) {
    if (management instanceof ManagementAccess.Available) {
      return CheckResult.ok(Check.RABBITMQ_MANAGEMENT, "ok", rabbit.managementUrl());
    }
    boolean wanted =
        settings.effective().stream()
            .anyMatch(s -> s.name().equals("rabbitmq.management_url") && !s.isDefault());
    ManagementException obstacle = management.obstacle().orElseThrow();
    Message why = obstacle.userMessage();
    boolean refused = obstacle.kind() == ManagementException.Kind.UNAUTHORIZED;
    return wanted
        ? CheckResult.warning(Check.RABBITMQ_MANAGEMENT, refused ? "refused" : "unavailable", why)
        : CheckResult.skipped(Check.RABBITMQ_MANAGEMENT, "absent", why);
  }

  private static Optional<CheckResult> alarms(ManagementApi api) {
    try {
      List<String> alarms = api.alarms();
      return Optional.of(
          alarms.isEmpty()
              ? CheckResult.ok(Check.RABBITMQ_ALARMS, "ok")
              : CheckResult.failure(Check.RABBITMQ_ALARMS, "alarm", String.join(", ", alarms)));
    } catch (ManagementException e) {
      return Optional.empty();
    }
  }

  private BrokerRights rights(WriteTrial write, TopologyReport report, BrokerQuestions questions) {
    return new BrokerRights(
        new RightsTrial(texts, rabbit, questions),
        write,
        rabbit.tasksExchange(),
        report.wrong().stream().noneMatch(object -> object.verdict().code().equals("missing")),
        questions.hasExchange(rabbit.tasksExchange()),
        questions.queue(rabbit.responsesQueue()).isPresent());
  }

  private Map<String, Object> arguments() {
    return topology().queues().stream()
        .filter(queue -> queue.name().equals(rabbit.responsesQueue()))
        .findFirst()
        .orElseThrow()
        .arguments();
  }
}
