package lib.tools.diagnostics;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import lib.base.config.RabbitSettings;
import lib.base.text.Texts;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.RefusedDeclaration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the rights to configure and to read: on a queue and an exchange that are made for it and
 * removed again, and on the real queue in a way that comes to nothing. Nobody else sees any of it:
 * the temporary queue is exclusive and both vanish with the connection at the latest; the real
 * queue is asked for a consumer with an argument that is refused, after the right has been checked.
 *
 * @see <a href="https://www.rabbitmq.com/docs/access-control">RabbitMQ, access control</a>
 */
final class RightsTrial {

  private static final Logger LOG = LoggerFactory.getLogger(RightsTrial.class);

  private final Texts texts;
  private final RabbitSettings settings;
  private final BrokerQuestions questions;
  private final TemporaryNames names = new TemporaryNames();
  private Trial queue;
  private Trial exchange;

  RightsTrial(Texts texts, RabbitSettings settings, BrokerQuestions questions) {
    this.texts = texts;
    this.settings = settings;
    this.questions = questions;
  }

  /** Declares a temporary queue. */
  Trial queue() {
    queue =
        Trial.first(
            names.like(settings.responsesQueue()),
            name -> questions.ask(channel -> channel.queueDeclare(name, false, true, true, null)));
    log("queue", queue);
    return queue;
  }

  /**
   * Declares a temporary exchange and, if there is a queue, binds it: then RabbitMQ removes the
   * exchange together with the queue. Whether it may be bound does not matter here.
   */
  Trial exchange() {
    exchange =
        Trial.first(
            names.like(settings.tasksExchange()),
            name ->
                questions.ask(
                    channel ->
                        channel.exchangeDeclare(
                            name, BuiltinExchangeType.FANOUT, false, true, null)));
    log("exchange", exchange);
    if (queue.isAllowed() && exchange.isAllowed()) {
      Trial.of(
          exchange.object(),
          () -> questions.ask(c -> c.queueBind(queue.object(), exchange.object(), "")));
    }
    return exchange;
  }

  private void log(String kind, Trial made) {
    if (made.isAllowed()) {
      audit("made", kind, made.object());
    }
  }

  private void audit(String what, String kind, String name) {
    LOG.info(
        texts.get(
            "diagnostics.audit." + what + "." + kind,
            System.getProperty("user.name"),
            name,
            questions.where()));
  }

  /** Compares the real queue with what is configured: equal or not, nothing changes. */
  Trial configureReal(Map<String, Object> arguments) {
    String name = settings.responsesQueue();
    return Trial.of(
        name, () -> new RefusedDeclaration(questions).queue(name, true, false, arguments));
  }

  /** Takes the next message of the temporary queue, which is empty. */
  Optional<Trial> readTemporary() {
    return temporary(queue, name -> questions.ask(channel -> channel.basicGet(name, true)));
  }

  /** Asks for a consumer of the real queue with a priority that is no number. */
  Trial readReal() {
    String name = settings.responsesQueue();
    Map<String, Object> refused = Map.of("x-priority", "none");
    return Trial.of(
        name,
        () ->
            questions.ask(
                channel ->
                    channel.basicConsume(
                        name, false, "", false, false, refused, new DefaultConsumer(channel))));
  }

  private static Optional<Trial> temporary(Trial made, Consumer<String> use) {
    return made == null || !made.isAllowed()
        ? Optional.empty()
        : Optional.of(Trial.of(made.object(), () -> use.accept(made.object())));
  }

  /** The exchange that was made, if it could be. */
  Optional<String> temporaryExchange() {
    return Optional.ofNullable(exchange).filter(Trial::isAllowed).map(Trial::object);
  }

  /** Removes what was made. */
  void clean() {
    remove(exchange, "exchange", (channel, name) -> channel.exchangeDelete(name));
    remove(queue, "queue", (channel, name) -> channel.queueDelete(name));
  }

  private interface Removal {
    void on(Channel channel, String name) throws IOException;
  }

  private void remove(Trial made, String kind, Removal removal) {
    if (made == null || !made.isAllowed()) {
      return;
    }
    try {
      questions.ask(
          channel -> {
            removal.on(channel, made.object());
            return null;
          });
      audit("removed", kind, made.object());
    } catch (BrokerException e) {
      LOG.warn(texts.get("diagnostics.audit.not_removed", made.object(), e.userMessage()));
    }
  }
}
