package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lib.systems.camunda.CamundaException;
import lib.tools.worker.servers.ErrorKinds;
import lib.tools.worker.servers.ErrorProblem;
import lib.tools.worker.servers.ErrorType;
import lib.tools.worker.servers.SharedPause;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.Shown;

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

  /** With growing pauses, about a minute: what waits longer is not waited for by --once. */
  private static final int LASTING_ATTEMPTS = 10;

  /** Where this program fails at the same message so often, it always will. */
  private static final int OWN_ATTEMPTS = 3;

  private static final Duration UNTIL_WRITABLE = Duration.ofSeconds(1);

  private final WorkerParts parts;
  private final AnswerReader reader;
  private final AnswerProcessor processor;
  private final AnswerExits exits;
  private final BooleanSupplier writable;
  private final SharedPause pause = new SharedPause();
  private final ScheduledExecutorService calls;

  /**
   * @param writable whether acknowledgements and error messages get through
   */
  AnswerHandling(
      WorkerParts parts,
      AnswerProcessor processor,
      AnswerExits exits,
      BooleanSupplier writable,
      ScheduledExecutorService calls) {
    this.parts = parts;
    this.reader = new AnswerReader(parts.settings().worker().returnOriginalVariables());
    this.processor = processor;
    this.exits = exits;
    this.writable = writable;
    this.calls = calls;
  }

  /** Handles a message up to its acknowledgement or its next attempt. Never throws. */
  void handle(AnswerInHand one) {
    try {
      if (!one.message().isCurrent()) {
        one.leave();
      } else if (one.isHeldLongerThan(LONGEST_HOLD)) {
        exits.queueAnew(one, this::again);
      } else if (!writable.getAsBoolean()) {
        again(one, UNTIL_WRITABLE);
      } else if (!pause.remaining().isZero()) {
        again(one, pause.remaining());
      } else {
        readAndApply(one);
      }
    } catch (RuntimeException e) {
      failedHere(one, e);
    }
  }

  /** A failure of this program may pass; if it does not, the message is set aside as it came. */
  private void failedHere(AnswerInHand one, RuntimeException e) {
    parts.log().bug(e);
    parts.status().error(ErrorKinds.BUG, e.toString());
    if (one.failedHere() < OWN_ATTEMPTS) {
      again(one, one.backoff().next());
      return;
    }
    String text = "the worker fails at this answer: " + e.getMessage();
    var problem = ErrorProblem.of(ErrorType.PROCESSING_EXCEPTION, text);
    exits.toErrorQueue(one, Optional.empty(), AnswerOutcome.NOT_HANDLED, problem, this::again);
  }

  private void readAndApply(AnswerInHand one) {
    Optional<JsonNode> json = Optional.empty();
    Answer answer;
    try {
      json = Optional.of(AnswerReader.json(one.message().body()));
      answer = reader.read(json.get());
    } catch (MalformedAnswer e) {
      var problem = ErrorProblem.of(e.type(), e.getMessage());
      exits.toErrorQueue(one, json, AnswerOutcome.MALFORMED, problem, this::again);
      return;
    }
    AnswerResult result = apply(answer, AnswerReader.instanceOf(json.get()));
    follow(one, json, answer, result);
  }

  /**
   * What the details of the log need is asked before the task, and perhaps its instance, is gone.
   */
  private Optional<String> instanceOf(Answer answer) {
    try {
      return parts.log().showsDetails()
          ? parts.tasks().find(answer.taskId()).flatMap(task -> task.place().processInstanceId())
          : Optional.empty();
    } catch (CamundaException e) {
      return Optional.empty(); // Applying the answer will say it.
    }
  }

  private AnswerResult apply(Answer answer, Optional<String> named) {
    Optional<String> instance = named.or(() -> instanceOf(answer));
    AnswerResult result = processor.apply(answer);
    if (result.outcome() != AnswerOutcome.ENGINE_UNAVAILABLE) {
      pause.reset();
      if (result.outcome() != AnswerOutcome.MISCONFIGURED) {
        parts.watch().answered();
      }
    }
    parts
        .log()
        .debug(
            "answers.outcome",
            answer.taskId(),
            Shown.id(instance),
            answer.kind().code(),
            result.outcome().code());
    return result;
  }

  private void follow(
      AnswerInHand one, Optional<JsonNode> json, Answer answer, AnswerResult result) {
    Runnable setAside =
        () -> exits.toErrorQueue(one, json, result.outcome(), result.problem(), this::again);
    Runnable next =
        switch (result.outcome().action()) {
          case ACKNOWLEDGE -> () -> exits.settle(one, result.outcome());
          case RETRY -> () -> retry(one, answer, result);
          case WAIT_ALONE -> () -> waitAlone(one, answer, result);
          case WAIT_FOR_ENGINE -> () -> waitForEngine(one, answer, result);
          case RETRY_SOME ->
              one.backoff().attempts() < DATABASE_ATTEMPTS
                  ? () -> again(one, one.backoff().next())
                  : setAside;
          case ERROR_QUEUE -> setAside;
        };
    next.run();
  }

  private void waitAlone(AnswerInHand one, Answer answer, AnswerResult result) {
    one.waitsAlone(true);
    retry(one, answer, result);
  }

  private void waitForEngine(AnswerInHand one, Answer answer, AnswerResult result) {
    parts.status().count(result.outcome());
    Duration wait = pause.begin();
    if (!wait.isZero()) {
      report(answer, result, wait);
    }
    again(one, pause.remaining());
  }

  private void retry(AnswerInHand one, Answer answer, AnswerResult result) {
    parts.status().count(result.outcome());
    boolean first = one.backoff().attempts() == 0;
    Duration wait = one.backoff().next();
    if (result.outcome() != AnswerOutcome.SUSPENDED) {
      report(answer, result, wait);
      if (one.backoff().attempts() > LASTING_ATTEMPTS) {
        one.waitsAlone(true);
      }
    } else if (first) {
      parts.log().warn("answers.suspended", answer.taskId());
    }
    again(one, wait);
  }

  private void report(Answer answer, AnswerResult result, Duration wait) {
    if (result.failure().isEmpty()) {
      return; // Not yet handed over: nothing is wrong.
    }
    CamundaException failure = result.failure().get();
    String id = answer.taskId();
    double seconds = wait.toMillis() / 1000.0;
    parts.status().responses().failed(failure.reason().english());
    if (result.outcome() == AnswerOutcome.MISCONFIGURED) {
      parts.status().error(Optional.of(id), failure.code(), failure.reason().english());
      parts.log().error("answers.misconfigured", id, failure.userMessage(), seconds);
    } else {
      parts.watch().failed(failure, id, "answers.waits", id, failure.userMessage(), seconds);
    }
  }

  private void again(AnswerInHand one, Duration wait) {
    try {
      calls.schedule(() -> handle(one), Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      one.leave(); // The worker is stopping: the broker takes the message back.
    }
  }
}
