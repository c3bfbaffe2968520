package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import lib.base.text.Reason;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Receipt;
import lib.tools.worker.servers.ErrorProblem;
import lib.tools.worker.servers.ErrorQueue;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.Shown;

/**
 * How an answer leaves the worker's hands: acknowledged because the engine has it, because the
 * error queue has it, or because it stands at the end of its own queue again. What does not get
 * that far is tried again.
 */
final class AnswerExits {

  private static final int CONFIRM_SECONDS = 20;

  /** What would make the broker refuse, drop or copy a message that is sent again. */
  private static final Set<String> COPYING = Set.of("CC", "BCC");

  private final WorkerParts parts;
  private final ErrorQueue errors;
  private final Publisher publisher;
  private final String queue;
  private final Executor calls;

  /**
   * @param publisher for putting answers back into their queue
   * @param calls threads for what follows a confirm
   */
  AnswerExits(WorkerParts parts, ErrorQueue errors, Publisher publisher, Executor calls) {
    this.parts = parts;
    this.errors = errors;
    this.publisher = publisher;
    this.queue = parts.settings().rabbit().responsesQueue();
    this.calls = calls;
  }

  /** Its outcome is safe. */
  void settle(AnswerInHand one, AnswerOutcome outcome) {
    one.acknowledge(() -> count(one, outcome));
  }

  private void count(AnswerInHand one, AnswerOutcome outcome) {
    parts.status().answerTook(one.age());
    parts.status().count(outcome);
    parts.status().responses().succeeded();
  }

  /**
   * Acknowledges the answer when the error queue has it.
   *
   * @param json empty if it is none, or cannot be handled as such: then its bytes are kept
   * @param again called if it did not get there
   */
  void toErrorQueue(
      AnswerInHand one,
      Optional<JsonNode> json,
      AnswerOutcome outcome,
      ErrorProblem problem,
      BiConsumer<AnswerInHand, Duration> again) {
    Optional<String> taskId = json.flatMap(AnswerReader::taskIdOf);
    whenConfirmed(
        errors.answerError(json, one.message().body(), taskId, problem),
        () ->
            one.acknowledge(
                () -> {
                  count(one, outcome);
                  parts.status().error(taskId, problem.type().code(), problem.message());
                  parts.log().error("answers.to_error_queue", Shown.id(taskId), problem.message());
                }),
        receipt -> kept(one, taskId, receipt, again));
  }

  /** Puts the answer back at the end of its queue. */
  void queueAnew(AnswerInHand one, BiConsumer<AnswerInHand, Duration> again) {
    var message = one.message();
    Outgoing copy = Outgoing.toQueue(queue, harmless(message.properties()), message.body());
    whenConfirmed(
        publisher.publish(copy),
        () -> one.acknowledge(() -> {}),
        receipt -> kept(one, Optional.empty(), receipt, again));
  }

  private void whenConfirmed(
      CompletableFuture<Receipt> receipt,
      Runnable confirmed,
      java.util.function.Consumer<Receipt> otherwise) {
    receipt
        .completeOnTimeout(Receipt.late(), CONFIRM_SECONDS, TimeUnit.SECONDS)
        .thenAcceptAsync(
            result -> {
              if (result.isConfirmed()) {
                confirmed.run();
              } else {
                otherwise.accept(result);
              }
            },
            calls);
  }

  private static BasicProperties harmless(BasicProperties properties) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (properties.getHeaders() != null) {
      headers.putAll(properties.getHeaders());
      headers.keySet().removeAll(COPYING);
    }
    return properties.builder().userId(null).expiration(null).headers(headers).build();
  }

  private void kept(
      AnswerInHand one,
      Optional<String> taskId,
      Receipt receipt,
      BiConsumer<AnswerInHand, Duration> again) {
    Duration pause = one.backoff().next();
    Reason reason = receipt.reason();
    parts.status().responses().failed(reason.english());
    parts
        .log()
        .error(
            "answers.error_queue_failed_kept", Shown.id(taskId), reason, pause.toMillis() / 1000.0);
    again.accept(one, pause);
  }
}
