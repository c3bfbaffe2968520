package lib.tools.status;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lib.base.cli.Patience;
import lib.base.config.CamundaSettings;
import lib.base.config.RabbitSettings;
import lib.base.config.Settings;
import lib.systems.camunda.OwedAnswers;
import lib.systems.camunda.RestClient;
import lib.systems.rabbitmq.BrokerConnector;

/**
 * What workers, engine and broker answered.
 *
 * @param workers by the address that was asked
 * @param responsesConsumers consumers of the responses queue, empty if nobody knows
 * @param owed what the systems owe, empty if the engine does not tell in time
 */
public record SystemStatus(
    Instant at,
    Map<URI, Answer<WorkerReport>> workers,
    Answer<EngineState> engine,
    Answer<BrokerState> broker,
    Optional<Long> responsesConsumers,
    Optional<OwedAnswers> owed) {

  /** A server that is slower than this is of no use to anybody who waits for a verdict. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Asks all of them at the same time. Changes nothing. */
  public static SystemStatus ask(Settings settings) {
    Questions questions = new Questions(PATIENCE);
    WorkerClient client = new WorkerClient(Patience.longest(PATIENCE));
    CamundaSettings camunda =
        settings.camunda().withHttpTimeout(atMost(settings.camunda().httpTimeout()));
    RabbitSettings rabbit =
        settings.rabbit().withConnectionTimeout(atMost(settings.rabbit().connectionTimeout()));
    Map<URI, Supplier<Answer<WorkerReport>>> workers = new LinkedHashMap<>();
    for (URI url : settings.statusUrls()) {
      workers.put(url, questions.ask("worker", "Worker " + url, () -> client.ask(url)));
    }
    var engine =
        questions.ask(
            "camunda", "Camunda (" + camunda.baseUrl() + ")", () -> EngineState.ask(camunda));
    var owed =
        questions.ask(
            "camunda",
            "Camunda (" + camunda.baseUrl() + ")",
            () -> OwedAnswers.ask(new RestClient(camunda), settings.routing(), Instant.now()));
    var broker =
        questions.ask(
            "rabbitmq",
            "RabbitMQ (" + new BrokerConnector(rabbit).where() + ")",
            () -> BrokerState.ask(rabbit, settings.routing()));
    Map<URI, Answer<WorkerReport>> answers = new LinkedHashMap<>();
    workers.forEach((url, answer) -> answers.put(url, answer.get()));
    Answer<BrokerState> brokerState = broker.get();
    Optional<Long> consumers = consumers(brokerState, rabbit.responsesQueue());
    return new SystemStatus(
        Instant.now(), answers, engine.get(), brokerState, consumers, owed.get().value());
  }

  private static Optional<Long> consumers(Answer<BrokerState> broker, String queue) {
    return broker
        .value()
        .flatMap(state -> state.readable(queue))
        .map(readable -> readable.consumers().orElse(0));
  }

  private static Duration atMost(Duration configured) {
    Duration longest = Patience.longest(PATIENCE);
    return configured.compareTo(longest) < 0 ? configured : longest;
  }

  /** The workers that answered. */
  public List<WorkerReport> reports() {
    return workers.values().stream().flatMap(answer -> answer.value().stream()).toList();
  }
}
