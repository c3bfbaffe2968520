package lib.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.config.SystemRoute;
import lib.base.text.Finding;
import lib.base.text.Texts;
import lib.systems.camunda.OwedAnswers;
import lib.systems.camunda.Rights;

/** The result as JSON. Its field names stay. */
public record StatusDocument(
    String status,
    int exitCode,
    String verdict,
    String checked,
    List<Row> findings,
    SummaryDocument summary,
    List<Worker> workers,
    Camunda camunda,
    RabbitMq rabbitmq,
    Routing routing) {

  /** A finding in a sentence. */
  record Row(String level, String code, String text) {}

  /** Why a question was not answered. */
  record Failure(String kind, String message) {

    private static <T> Optional<Failure> of(Answer<T> answer, Texts texts) {
      return answer.missing().map(why -> new Failure(why.kind(), texts.get(why.why())));
    }
  }

  /**
   * One worker.
   *
   * @param status what its status endpoint answered
   */
  record Worker(
      String url, boolean answering, Optional<Failure> error, Optional<JsonNode> status) {}

  /**
   * The engine.
   *
   * @param mayBeHidden whether there may be tasks that this user does not see
   */
  record Camunda(
      String url,
      boolean reachable,
      Optional<Failure> error,
      Optional<String> version,
      Optional<Long> responseMs,
      Optional<Long> externalTasks,
      Optional<Boolean> mayBeHidden,
      String workerId,
      Optional<Long> lockedByWorkerId,
      Optional<List<Owing>> owed) {

    private static Camunda of(SystemStatus status, Settings settings, Texts texts) {
      Optional<EngineState> engine = status.engine().value();
      return new Camunda(
          settings.camunda().baseUrl().toString(),
          engine.isPresent(),
          Failure.of(status.engine(), texts),
          engine.map(EngineState::version),
          engine.map(state -> state.took().toMillis()),
          engine.map(EngineState::externalTasks),
          engine.map(EngineState::sight).flatMap(Camunda::hides),
          settings.camunda().workerId(),
          engine.map(EngineState::locked),
          status.owed().map(Owing::of));
    }

    private static Optional<Boolean> hides(Rights.Sight sight) {
      return sight == Rights.Sight.UNKNOWN
          ? Optional.empty()
          : Optional.of(sight == Rights.Sight.PART);
    }
  }

  /**
   * What a system owes.
   *
   * @param complete whether there are no younger ones that were not counted
   */
  record Owing(String system, long answers, Optional<String> oldest, boolean complete) {

    private static List<Owing> of(OwedAnswers owed) {
      return owed.bySystem().entrySet().stream()
          .map(
              one ->
                  new Owing(
                      one.getKey(),
                      one.getValue().answers(),
                      one.getValue().oldest().map(Instant::toString),
                      owed.complete()))
          .toList();
    }
  }

  /** The broker. */
  record RabbitMq(
      List<String> addresses,
      String virtualHost,
      boolean reachable,
      Optional<Failure> error,
      Optional<String> product,
      Optional<String> version,
      Optional<Long> responseMs,
      Optional<Long> responsesConsumers,
      List<Queue> queues) {

    private static RabbitMq of(SystemStatus status, Settings settings, Texts texts) {
      Optional<BrokerState> broker = status.broker().value();
      return new RabbitMq(
          settings.rabbit().addresses().stream().map(Object::toString).toList(),
          settings.rabbit().virtualHost(),
          broker.isPresent(),
          Failure.of(status.broker(), texts),
          broker.map(BrokerState::product),
          broker.map(BrokerState::version),
          broker.map(state -> state.took().toMillis()),
          status.responsesConsumers(),
          broker.map(BrokerState::queues).orElse(List.of()).stream()
              .map(queue -> new Queue(queue.name(), queue.messages(), queue.consumers()))
              .toList());
    }
  }

  /** A queue of the project. */
  record Queue(String name, OptionalLong messages, OptionalLong consumers) {}

  /** How much the routing table holds. */
  record Routing(List<String> systems, long queues, long topics) {

    private static Routing of(RoutingTable routing) {
      return new Routing(
          routing.systems().stream().map(SystemRoute::system).toList(),
          routing.systems().stream().map(SystemRoute::queue).distinct().count(),
          routing.mappedTopics().size());
    }
  }

  /** The one document of a run. */
  public static StatusDocument of(
      SystemStatus status, Verdict verdict, Settings settings, Texts texts) {
    return new StatusDocument(
        verdict.exitCode().name().toLowerCase(Locale.ROOT),
        verdict.exitCode().code(),
        verdict.headline().code(),
        status.at().truncatedTo(ChronoUnit.MILLIS).toString(),
        verdict.findings().stream().map(finding -> row(finding, texts)).toList(),
        SummaryDocument.of(new Summary(status)),
        status.workers().entrySet().stream()
            .map(
                worker ->
                    new Worker(
                        worker.getKey().toString(),
                        worker.getValue().value().isPresent(),
                        Failure.of(worker.getValue(), texts),
                        worker.getValue().value().map(WorkerReport::json)))
            .toList(),
        Camunda.of(status, settings, texts),
        RabbitMq.of(status, settings, texts),
        Routing.of(settings.routing()));
  }

  private static Row row(Finding finding, Texts texts) {
    return new Row(finding.severity().code(), finding.code(), texts.get(finding.message()));
  }
}
