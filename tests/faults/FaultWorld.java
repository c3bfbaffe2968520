package tests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import sandbox.EngineProcess;
import sandbox.RabbitNode;
import tests.support.Answering;
import tests.support.Bpmn;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.ExternalSystemsDouble;
import tests.support.Management;
import tests.support.Servers;
import tests.support.Signals;

/** What faults strike: an engine and a broker of their own, and workers with networks of theirs. */
final class FaultWorld implements AutoCloseable {

  static final String RESPONSES_QUEUE = "camunda.responses.queue";

  static final String FIRST_QUEUE = "bitrix24.queue";
  private static final String FIRST_TOPIC = "bitrix_create_task";

  /** Two external tasks one behind the other, of two systems. */
  static final String PROCESS = "flow";

  static final int TASKS_OF_AN_INSTANCE = 2;

  private static final String FLOW =
      """
      <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="one"/>
      <serviceTask id="one" camunda:type="external" camunda:topic="%s"/>
      <sequenceFlow id="b" sourceRef="one" targetRef="two"/>
      <serviceTask id="two" camunda:type="external" camunda:topic="send_email"/>
      <sequenceFlow id="c" sourceRef="two" targetRef="end"/><endEvent id="end"/>
      """
          .formatted(FIRST_TOPIC);

  /** A step in a conversation with the broker. */
  interface Step {
    void with(Channel channel) throws IOException;
  }

  private final EngineProcess engine;
  private final RabbitNode rabbit;
  private final EngineRest rest;
  private final List<WorkerPlace> workers;
  private final Queue<Duration> stops = new ConcurrentLinkedQueue<>();
  private ExternalSystemsDouble systems;
  private Load load;

  private FaultWorld(EngineProcess engine, RabbitNode rabbit, int workers) {
    this.engine = engine;
    this.rabbit = rabbit;
    this.rest = new EngineRest(engine.baseUrl(), null);
    rest.deploy(Bpmn.any(PROCESS, FLOW));
    this.workers =
        Stream.generate(() -> new WorkerPlace(engine.port(), rabbit.port()))
            .limit(workers)
            .toList();
  }

  static FaultWorld start(int workers) throws IOException {
    return start(workers, Duration.ZERO);
  }

  /**
   * @param engineAhead of all other clocks
   */
  static FaultWorld start(int workers, Duration engineAhead) throws IOException {
    String database = Servers.folder("faults-db").resolve("engine").toString();
    String offset = Long.toString(engineAhead.toSeconds());
    return new FaultWorld(
        EngineProcess.start(
            Servers.folder("faults-engine"), "--db", database, "--clock-offset", offset),
        RabbitNode.start(Servers.folder("faults-rabbit")),
        workers);
  }

  /** The systems of the next round, whose messages of these instances are counted. */
  ExternalSystemsDouble systems(String businessKey) {
    return systems(businessKey, Answering::ticket);
  }

  /** The same with answers of the test's choice. */
  ExternalSystemsDouble systems(String businessKey, UnaryOperator<JsonNode> answers) {
    systems = new ExternalSystemsDouble(rabbit.port(), "/", businessKey, answers);
    return systems;
  }

  /** The load of the next round. */
  Load load(String businessKey) {
    load = new Load(rest, businessKey);
    return load;
  }

  /**
   * Does something while no task is on its way to this queue: a broker confirms also what it drops
   * with a queue that is being deleted.
   */
  void withoutTasks(Runnable action) {
    load.pause();
    try {
      Eventually.that(
          "no task is on its way",
          () -> rest.count("/external-task/count?topicName=" + FIRST_TOPIC) == 0);
      action.run();
    } finally {
      load.goOn();
    }
  }

  /** Does something while no answer is in a queue or in the hands of a worker. */
  void withoutAnswers(Runnable action) {
    systems.pause();
    try {
      Eventually.that(
          "no answer is on its way",
          () ->
              ready(RESPONSES_QUEUE) == 0
                  && workers.stream().allMatch(WorkerPlace::hasNoAnswerInHand));
      action.run();
    } finally {
      systems.goOn();
    }
  }

  EngineProcess engine() {
    return engine;
  }

  RabbitNode rabbit() {
    return rabbit;
  }

  EngineRest rest() {
    return rest;
  }

  List<WorkerPlace> workers() {
    return workers;
  }

  Management management() {
    return new Management(rabbit.managementPort());
  }

  /** How long orderly stops have taken. */
  Queue<Duration> stops() {
    return stops;
  }

  void freeze(long pid) {
    Signals.sendToTree("STOP", pid);
  }

  void goOn(long pid) {
    Signals.sendToTree("CONT", pid);
  }

  /** Whether the broker did it; it refuses, for example, to delete what holds messages. */
  boolean didAtBroker(Step step) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(rabbit.port());
    factory.setAutomaticRecoveryEnabled(false);
    try (Connection connection = factory.newConnection("operator")) {
      step.with(connection.createChannel());
      return true;
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      return false;
    }
  }

  /** Messages that are ready in a queue; -1 if the broker does not tell. */
  long ready(String queue) {
    long[] count = {-1};
    didAtBroker(channel -> count[0] = channel.messageCount(queue));
    return count[0];
  }

  /** Everything runs, every network is whole, and a round that failed has left no instance. */
  void repair() {
    try {
      if (!engine.isRunning()) {
        engine.restart();
      }
      if (!rabbit.isRunning()) {
        rabbit.restart();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (JsonNode instance : rest.get("/process-instance?maxResults=1000")) {
      rest.delete("/process-instance/" + instance.path("id").asText());
    }
    for (WorkerPlace worker : workers) {
      worker.toEngine().heal();
      worker.toBroker().heal();
      worker.start();
    }
  }

  @Override
  public void close() {
    workers.forEach(WorkerPlace::close);
    engine.kill();
    rabbit.kill();
  }
}
