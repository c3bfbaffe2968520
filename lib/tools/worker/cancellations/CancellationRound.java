package lib.tools.worker.cancellations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import lib.base.text.Message;
import lib.systems.camunda.CancelledTask;
import lib.systems.camunda.TaskHistory;
import lib.systems.camunda.TaskHistory.CancelledActivity;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Receipt;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.CancelledOutcome;

/** Tells the systems of some cancelled activities, and waits until the broker has the messages. */
final class CancellationRound {

  private static final long CONFIRM_SECONDS = 30;
  private static final Receipt NO_CONFIRM = Receipt.late();

  /** A task and what the history says of its activity. */
  private record Ended(CancelledTask task, CancelledActivity activity) {}

  private final WorkerParts parts;
  private final TaskHistory history;
  private final CancellationMessages messages;
  private final ErrorReports reports;
  private final Publisher publisher;
  private final AtomicInteger told = new AtomicInteger();

  CancellationRound(
      WorkerParts parts, TaskHistory history, ErrorReports reports, Publisher publisher) {
    this.parts = parts;
    this.history = history;
    this.messages = new CancellationMessages(parts);
    this.reports = reports;
    this.publisher = publisher;
  }

  /** How many messages have arrived. */
  int told() {
    return told.get();
  }

  /**
   * Tells of the tasks of one outermost process instance.
   *
   * @param errors when errors were caught in it
   * @return whether nothing has to be sent again
   */
  boolean tell(List<CancelledActivity> activities, List<Instant> errors) {
    List<Ended> ended = ended(activities);
    List<CancelledTask> together = ended.stream().map(Ended::task).toList();
    List<CompletableFuture<Boolean>> sent = new ArrayList<>();
    for (Ended one : ended) {
      switch (reports.verdict(one.task(), one.activity(), errors, together)) {
        case CANCELLED -> sent.add(send(one.task()));
        case UNCLEAR -> {
          count(CancelledOutcome.UNCLEAR);
          parts.log().info("cancellations.unclear", one.task().id(), one.task().topic());
        }
        case REPORTED -> {}
      }
    }
    return sent.stream().map(CompletableFuture::join).reduce(true, Boolean::logicalAnd);
  }

  /** Those that one of our workers had. */
  private List<Ended> ended(List<CancelledActivity> activities) {
    Map<String, CancelledActivity> byId =
        activities.stream()
            .collect(Collectors.toMap(CancelledActivity::id, Function.identity(), (a, b) -> a));
    Collection<String> instances =
        activities.stream().map(CancelledActivity::instanceId).distinct().toList();
    return instances.stream()
        .flatMap(instance -> history.cancelledTasks(instance).stream())
        .filter(task -> task.isHeldBy(parts.workerId()))
        .flatMap(
            task ->
                Optional.ofNullable(byId.get(task.activityInstanceId()))
                    .map(activity -> new Ended(task, activity))
                    .stream())
        .toList();
  }

  private CompletableFuture<Boolean> send(CancelledTask task) {
    if (!messages.isWanted(task)) {
      notTaken(task, Message.of("cancellations.no_binding", messages.systemOf(task)));
      return CompletableFuture.completedFuture(true);
    }
    return publisher
        .publish(messages.message(task))
        .completeOnTimeout(NO_CONFIRM, CONFIRM_SECONDS, TimeUnit.SECONDS)
        .thenApply(receipt -> settled(task, receipt));
  }

  /** False if it has to be sent again. */
  private boolean settled(CancelledTask task, Receipt receipt) {
    return switch (receipt.kind()) {
      case CONFIRMED -> {
        count(CancelledOutcome.TOLD);
        told.incrementAndGet();
        yield true;
      }
      case RETURNED, REFUSED -> {
        notTaken(task, receipt.reason());
        yield true;
      }
      case NACKED, LOST -> {
        parts.log().warn("cancellations.not_sent", task.id(), receipt.reason());
        yield false;
      }
    };
  }

  private void notTaken(CancelledTask task, Object why) {
    count(CancelledOutcome.NOT_TAKEN);
    parts.log().info("cancellations.not_taken", task.id(), messages.routingKey(task), why);
  }

  private void count(CancelledOutcome outcome) {
    parts.status().count(outcome);
  }
}
