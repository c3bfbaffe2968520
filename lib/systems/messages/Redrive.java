package lib.systems.messages;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lib.base.config.RoutingTable;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.rabbitmq.Receipt;

/**
 * Takes error messages back to where their kind belongs, and removes each only when that is done:
 * the broker has confirmed the original, or the engine has set the retries. What is not chosen or
 * fails stays in its place.
 */
public final class Redrive {

  /** What waits for its confirm. */
  private record Pending(long tag, Redriven redriven) {}

  private final BrokerSession session;
  private final Stop stop;
  private final OriginalMessages originals;
  private final ExternalTasks tasks;
  private final int retries;
  private final Consumer<Redriven> listener;
  private final List<Pending> pending = new ArrayList<>();
  private Optional<Message> problem = Optional.empty();

  /**
   * @param retries that tasks get
   * @param listener told of each chosen message what became of it, in any order
   */
  public Redrive(
      BrokerSession session,
      Stop stop,
      String responsesQueue,
      RoutingTable routing,
      ExternalTasks tasks,
      int retries,
      Consumer<Redriven> listener) {
    this.session = session;
    this.stop = stop;
    this.originals = new OriginalMessages(responsesQueue, routing, Clock.systemUTC());
    this.tasks = tasks;
    this.retries = retries;
    this.listener = listener;
  }

  /** What ended it early. */
  public Optional<Message> problem() {
    return problem;
  }

  /**
   * Does it. Never throws for what happens once it has begun.
   *
   * @param step called for each message that was looked at
   * @param dryRun whether nothing is to be changed
   */
  public void run(Intake source, RedriveSelection selection, Runnable step, boolean dryRun)
      throws InterruptedException {
    try (Sender sender = new Sender(session, stop)) {
      try {
        long number = 0;
        long chosen = 0;
        Optional<QueueMessage> next = source.next();
        while (next.isPresent() && problem.isEmpty()) {
          QueueMessage message = next.get();
          ErrorMessage error = ErrorMessage.of(message);
          number++;
          step.run();
          if (selection.contains(message, error)) {
            chosen++;
            Redriven planned = Redriven.planned(number, error, originals.target(error));
            handle(source, sender, message, error, planned, dryRun);
          }
          next = chosen < selection.limit() ? source.next() : Optional.empty();
        }
        settle(source, sender);
      } catch (UserException e) {
        problem = Optional.of(e.userMessage());
        tellRest(e.userMessage());
      }
    }
  }

  private void handle(
      Intake source,
      Sender sender,
      QueueMessage message,
      ErrorMessage error,
      Redriven planned,
      boolean dryRun)
      throws InterruptedException {
    Optional<Message> altered = Obstacle.altered(planned.number(), message);
    if (altered.isPresent()) {
      listener.accept(planned.with(RedriveOutcome.FAILED, altered));
    } else if (error instanceof ErrorMessage.Unknown) {
      listener.accept(planned.with(RedriveOutcome.NOT_RECOGNISED, Optional.empty()));
    } else if (dryRun) {
      listener.accept(planned);
    } else if (error instanceof ErrorMessage.TaskError task) {
      tell(source, message.tag(), setRetries(planned, task.taskId()));
    } else {
      originals.original(message, error).ifPresent(sender::add);
      pending.add(new Pending(message.tag(), planned));
      if (sender.isFull()) {
        settle(source, sender);
      }
    }
  }

  private Redriven setRetries(Redriven planned, String taskId) {
    try {
      tasks.setRetries(taskId, retries);
      return planned.with(RedriveOutcome.RETRIES_SET, Optional.empty());
    } catch (CamundaException e) {
      // Not any 404: a proxy or another address has them, too.
      if (e.saysGone(taskId)) {
        return planned.with(RedriveOutcome.TASK_GONE, Optional.empty());
      }
      if (e.kind().isOutage() || e.kind().isMisconfiguration()) {
        problem = Optional.of(e.userMessage());
      }
      return planned.with(RedriveOutcome.FAILED, Optional.of(e.userMessage()));
    }
  }

  private void settle(Intake source, Sender sender) throws InterruptedException {
    List<Receipt> receipts = sender.flush();
    List<Pending> all = List.copyOf(pending);
    pending.clear();
    for (int i = 0; i < receipts.size(); i++) {
      Pending sent = all.get(i);
      Receipt receipt = receipts.get(i);
      if (receipt.isConfirmed()) {
        tell(source, sent.tag(), sent.redriven().with(RedriveOutcome.SENT, Optional.empty()));
      } else {
        Message reason = Delivery.reason(receipt);
        if (!receipt.is(Receipt.Kind.RETURNED)) {
          problem = Optional.of(reason);
        }
        listener.accept(sent.redriven().with(RedriveOutcome.FAILED, Optional.of(reason)));
      }
    }
  }

  private void tell(Intake source, long tag, Redriven redriven) {
    if (redriven.outcome().isDone()) {
      source.remove(tag);
    }
    listener.accept(redriven);
  }

  /** Of those that were not sent yet. */
  private void tellRest(Message reason) {
    pending.forEach(
        one -> listener.accept(one.redriven().with(RedriveOutcome.FAILED, Optional.of(reason))));
    pending.clear();
  }
}
