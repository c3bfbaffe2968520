package lib.tools.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lib.systems.camunda.CamundaException;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Publisher.Outgoing;
import lib.systems.rabbitmq.Receipt;

/**
 * What is done with each answer: read it, apply it, and acknowledge it only when its outcome is
 * safe, in the engine or in the error queue. Until then it is tried again and again.
 */
final class AnswerHandling {

  /**
   * The broker takes messages back after 30 minutes and closes the channel; and on quorum queues it
   * drops a message that came back 20 times. So one that waits longer is queued anew instead.
   */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(20);

  /** With growing pauses, about half a minute in all. */
  private static final int DATABASE_ATTEMPTS = 7;

  private static final Duration UNTIL_WRITABLE = Duration.ofSeconds(1);

  private final AnswerReader reader;
  private final AnswerProcessor processor;
  private final ErrorQueue errors;
  private final Publisher publisher;
  private final String queue;
  private final BooleanSupplier writable;
  private final Gate gate = new Gate();
  private final ScheduledExecutorService calls;
  private final EngineWatch watch;
  private final WorkerStatus status;
  private final WorkerLog log;

  AnswerHandling(
      WorkerParts parts,
      AnswerReader reader,
      AnswerProcessor processor,
      ErrorQueue errors,
      Publisher publisher,
      String queue,
      BooleanSupplier writable,
      ScheduledExecutorService calls) {
    this.watch = parts.watch();
    this.status = parts.status();
    this.log = parts.log();
    this.reader = reader;
    this.processor = processor;
    this.errors = errors;
    this.publisher = publisher;
    this.queue = queue;
    this.writable = writable;
    this.calls = calls;
  }

  /** Handles a message up to its acknowledgement or its next attempt. Never throws. */
  void handle(AnswerInHand one) {
    try {
      if (!one.message().isCurrent()) {
        one.leave();
      } else if (one.isHeldLongerThan(LONGEST_HOLD)) {
        queueAnew(one);
      } else if (!writable.getAsBoolean()) {
        again(one, UNTIL_WRITABLE); // An acknowledgement or error message would not get through.
      } else if (!gate.remaining().isZero()) {
        again(one, gate.remaining());
      } else {
        readAndApply(one);
      }
    } catch (RuntimeException e) {
      log.bug(e);
      status.error(null, "bug", e.toString());
      again(one, one.backoff().next());
    }
  }

  private void readAndApply(AnswerInHand one) {
    JsonNode json = null;
    Answer answer;
    try {
      json = AnswerReader.json(one.message().body());
      answer = reader.read(json);
    } catch (MalformedAnswer e) {
      var problem = ErrorQueue.Problem.of(e.type(), e.getMessage());
      toErrorQueue(one, json, AnswerOutcome.MALFORMED, problem);
      return;
    }
    AnswerProcessor.Result result = processor.apply(answer);
    if (result.outcome() != AnswerOutcome.ENGINE_UNAVAILABLE) {
      gate.open();
      if (result.outcome() != AnswerOutcome.MISCONFIGURED) {
        watch.answered();
      }
    }
    follow(one, json, answer, result);
  }

  private void follow(
      AnswerInHand one, JsonNode json, Answer answer, AnswerProcessor.Result result) {
    switch (result.outcome().action()) {
      case ACKNOWLEDGE -> {
        one.acknowledge();
        status.answerTook(one.age());
        status.count(result.outcome());
        status.responses().succeeded();
      }
      case RETRY -> {
        status.count(result.outcome());
        Duration pause = one.backoff().next();
        report(answer, result, pause);
        again(one, pause);
      }
      case WAIT_FOR_ENGINE -> {
        status.count(result.outcome());
        Duration pause = gate.close();
        if (!pause.isZero()) {
          report(answer, result, pause);
        }
        again(one, gate.remaining());
      }
      case RETRY_SOME -> {
        if (one.backoff().attempts() < DATABASE_ATTEMPTS) {
          again(one, one.backoff().next());
        } else {
          toErrorQueue(one, json, result.outcome(), result.problem());
        }
      }
      case ERROR_QUEUE -> toErrorQueue(one, json, result.outcome(), result.problem());
    }
  }

  private void report(Answer answer, AnswerProcessor.Result result, Duration pause) {
    if (result.failure() == null) {
      return; // Not yet handed over: nothing is wrong.
    }
    CamundaException failure = result.failure();
    String id = answer.taskId();
    double seconds = pause.toMillis() / 1000.0;
    status.responses().failed(failure.reason());
    if (result.outcome() == AnswerOutcome.MISCONFIGURED) {
      status.error(id, failure.code(), failure.reason());
      log.error("worker.answer_misconfigured", id, failure.userMessage(), seconds);
    } else {
      watch.failed(failure, id, "worker.answer_waits", id, failure.userMessage(), seconds);
    }
  }

  private void toErrorQueue(
      AnswerInHand one, JsonNode json, AnswerOutcome outcome, ErrorQueue.Problem problem) {
    String taskId = json == null ? null : AnswerReader.taskIdOf(json);
    CompletableFuture<Receipt> receipt =
        errors.answerError(json, one.message().body(), taskId, problem);
    confirmed(receipt)
        .thenAcceptAsync(
            result -> {
              if (result instanceof Receipt.Confirmed) {
                one.acknowledge();
                status.answerTook(one.age());
                status.count(outcome);
                status.responses().succeeded();
                status.error(taskId, problem.type().wireName(), problem.message());
                log.error(
                    "worker.answer_to_error_queue",
                    Objects.requireNonNullElse(taskId, "-"),
                    problem.message());
              } else {
                kept(one, taskId, result);
              }
            },
            calls);
  }

  private void queueAnew(AnswerInHand one) {
    Outgoing copy =
        new Outgoing("", queue, harmless(one.message().properties()), one.message().body());
    confirmed(publisher.publish(copy))
        .thenAcceptAsync(
            result -> {
              if (result instanceof Receipt.Confirmed) {
                one.acknowledge();
              } else {
                kept(one, null, result);
              }
            },
            calls);
  }

  /** Without what would make the broker refuse, drop or copy it. */
  private static BasicProperties harmless(BasicProperties properties) {
    Map<String, Object> headers = new LinkedHashMap<>();
    if (properties.getHeaders() != null) {
      headers.putAll(properties.getHeaders());
      headers.keySet().removeAll(Set.of("CC", "BCC"));
    }
    return properties.builder().userId(null).expiration(null).headers(headers).build();
  }

  private void kept(AnswerInHand one, String taskId, Receipt receipt) {
    Duration pause = one.backoff().next();
    log.error(
        "worker.error_queue_failed_kept",
        Objects.requireNonNullElse(taskId, "-"),
        receipt.toString(),
        pause.toMillis() / 1000.0);
    again(one, pause);
  }

  private static CompletableFuture<Receipt> confirmed(CompletableFuture<Receipt> receipt) {
    return receipt.completeOnTimeout(new Receipt.Lost("no confirm in time"), 20, TimeUnit.SECONDS);
  }

  private void again(AnswerInHand one, Duration pause) {
    try {
      calls.schedule(() -> handle(one), Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      one.leave(); // The worker is stopping: the broker takes the message back.
    }
  }
}
