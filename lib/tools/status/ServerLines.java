package lib.tools.status;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.text.Message;
import lib.base.text.Printable;
import lib.base.text.Texts;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.OwedAnswers;
import lib.systems.camunda.Rights;

/** What is shown of Camunda, RabbitMQ and the routing table. */
record ServerLines(Settings settings, Texts texts, Output out) {

  void show(SystemStatus status) {
    engine(status);
    broker(status);
    routing(settings.routing());
  }

  private void title(String key) {
    out.line();
    out.line(Style.ACCENT, texts.get(key));
  }

  private void engine(SystemStatus status) {
    title("status.title.camunda");
    connection(status.engine().value().isPresent());
    out.line("  🌐 URL: " + settings.camunda().baseUrl());
    status.engine().missing().ifPresent(missing -> error(missing.why()));
    status.engine().value().ifPresent(this::engine);
    status.owed().ifPresent(this::owed);
  }

  private void engine(EngineState engine) {
    out.line(texts.get("status.version", engine.version()));
    title("status.title.external_tasks");
    out.line(texts.get("status.count", StatusWords.number(engine.externalTasks())));
    String workerId = settings.camunda().workerId();
    out.line(texts.get("status.locked", workerId, StatusWords.number(engine.locked())));
    if (engine.sight() == Rights.Sight.PART) {
      out.line(Style.WARNING, texts.get("status.hidden"));
    }
    if (!engine.latest().isEmpty()) {
      out.line(texts.get("status.latest"));
    }
    for (EngineSurvey.Task task : engine.latest()) {
      String id = task.id().length() > 8 ? task.id().substring(0, 8) + "..." : task.id();
      out.line("    - " + id + " | " + Printable.line(task.topic()));
    }
  }

  private void owed(OwedAnswers owed) {
    owed.bySystem()
        .forEach(
            (system, answers) -> {
              if (answers.answers() > 0) {
                String age =
                    answers
                        .oldest()
                        .map(since -> Duration.between(since, Instant.now()))
                        .map(texts::duration)
                        .orElse("-");
                String key = owed.complete() ? "status.owed" : "status.owed_at_least";
                out.line(texts.get(key, system, texts.count("answer", answers.answers()), age));
              }
            });
  }

  private void broker(SystemStatus status) {
    title("status.title.rabbitmq");
    connection(status.broker().value().isPresent());
    String hosts =
        settings.rabbit().addresses().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    out.line("  🌐 Host: " + hosts + ", vhost " + settings.rabbit().virtualHost());
    status.broker().missing().ifPresent(missing -> error(missing.why()));
    status
        .broker()
        .value()
        .ifPresent(
            broker -> {
              out.line(texts.get("status.version", broker.product() + " " + broker.version()));
              out.line(texts.get("status.queues"));
              broker.queues().forEach(this::queue);
            });
  }

  private void queue(BrokerState.Queue queue) {
    if (queue.messages().isEmpty()) {
      out.line(Style.WARNING, texts.get("status.queue_missing", queue.name()));
    } else {
      String messages = texts.count("message", queue.messages().getAsLong());
      String consumers = texts.count("consumer", orZero(queue.consumers()));
      out.line("    - " + queue.name() + ": " + messages + ", " + consumers);
    }
  }

  private static long orZero(OptionalLong number) {
    return number.orElse(0);
  }

  private void connection(boolean works) {
    out.line(
        works ? Style.OK : Style.FAILURE,
        texts.get(works ? "status.connection.ok" : "status.connection.failed"));
  }

  private void error(Message why) {
    out.line(texts.get("status.error", texts.get(why)));
  }

  private void routing(RoutingTable routing) {
    title("status.title.routing");
    String systems =
        routing.systems().stream().map(route -> route.system()).collect(Collectors.joining(", "));
    out.line(texts.get("status.systems", systems));
    long queues = routing.systems().stream().map(route -> route.queue()).distinct().count();
    out.line(texts.get("status.routing_queues", queues));
    out.line(texts.get("status.mapping", texts.count("rule", routing.mappedTopics().size())));
  }
}
