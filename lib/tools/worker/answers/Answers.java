package lib.tools.worker.answers;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.tools.worker.servers.BrokerConnections;
import lib.tools.worker.servers.ErrorQueue;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.Outcome;

/** The way of answers from the responses queue to the engine: its parts put together. */
public final class Answers {

  private static final Duration POLL = Duration.ofMillis(50);

  /** Nothing to see so often running means that there is nothing. */
  private static final int LOOKS = 5;

  private final WorkerParts parts;
  private final BrokerConnections broker;
  private final AnswersInHand inHand = new AnswersInHand();
  private final AnswerLoop loop;

  /**
   * @param onItsWay whether this worker is about to give a task its long lock
   * @param bpmnError told of each task of which the engine is about to be told a BPMN error
   * @param calls threads for requests about answers
   */
  public Answers(
      WorkerParts parts,
      BrokerConnections broker,
      ErrorQueue errors,
      Predicate<String> onItsWay,
      Consumer<String> bpmnError,
      ScheduledExecutorService calls) {
    this.parts = parts;
    this.broker = broker;
    AnswerHandling handling =
        new AnswerHandling(
            parts,
            new AnswerProcessor(parts, onItsWay, bpmnError),
            new AnswerExits(parts, errors, broker.errors(), calls),
            broker.link()::isWritable,
            calls);
    this.loop =
        new AnswerLoop(
            parts,
            broker,
            inHand,
            inbound -> {
              AnswerInHand one = new AnswerInHand(inbound, inHand);
              calls.execute(() -> handling.handle(one));
            });
  }

  /** The loop, which runs until {@link #stop}. */
  public Runnable loop() {
    return loop;
  }

  /** Whether there are any to apply. */
  public boolean areThere() throws InterruptedException {
    return broker.readyIn(parts.settings().rabbit().responsesQueue()) > 0;
  }

  /**
   * Waits until those that are there are applied by the loop; not for those that cannot be, and not
   * after it should stop.
   */
  public void once(BooleanSupplier stopRequested) throws InterruptedException {
    int quiet = 0;
    while (!stopRequested.getAsBoolean() && quiet < LOOKS && !isHindered()) {
      quiet = inHand.number() == inHand.waitingAlone() && !areThere() ? quiet + 1 : 0;
      Thread.sleep(POLL.toMillis());
    }
  }

  /** No new deliveries from now on. */
  public void stop() {
    loop.stop();
  }

  /** Closes the channel: what is not acknowledged goes back to the queue. */
  public void close() {
    loop.close();
  }

  /** How many are being applied. */
  public int inHand() {
    return inHand.number();
  }

  /** Those of them that wait for something that concerns nobody else. */
  public int waitingAlone() {
    return inHand.waitingAlone();
  }

  /** Whether answers were left because one of the two systems could not be used. */
  public boolean isHindered() {
    return outcomes().anyMatch(o -> o.isHindrance() && parts.status().value(o) > 0)
        || parts.status().responses().lastError().isPresent();
  }

  /** Whether somebody has to look after answers, here or in the error queue. */
  public boolean needSomebody() {
    return waitingAlone() > 0 || parts.status().answers(Outcome.Ending.TO_ERROR_QUEUE) > 0;
  }

  private static Stream<AnswerOutcome> outcomes() {
    return Stream.of(AnswerOutcome.values());
  }
}
