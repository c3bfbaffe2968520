package lib.tools.worker.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lib.base.config.CamundaSettings;
import lib.base.retry.Backoff;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.FetchRequest;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.BrokerLink;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.ErrorKinds;
import lib.tools.worker.servers.PollTime;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

/** The routing loop: fetches tasks and sends them on their way. Runs until it is stopped. */
final class TaskRouter implements Runnable {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ExternalTasks tasks;
  private final CamundaSettings settings;
  private final TopicSource topics;
  private final BrokerLink link;
  private final TaskDelivery delivery;
  private final FetchBudget budget;
  private final EngineWatch watch;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
  private final CountDownLatch stopped = new CountDownLatch(1);

  TaskRouter(WorkerParts parts, BrokerLink link, TaskDelivery delivery, FetchBudget budget) {
    this.tasks = parts.tasks();
    this.watch = parts.watch();
    this.status = parts.status();
    this.log = parts.log();
    this.settings = parts.settings().camunda();
    this.topics = new TopicSource(parts);
    this.link = link;
    this.delivery = delivery;
    this.budget = budget;
  }

  /** No new fetch from now on; a poll under way ends within {@link PollTime#LONGEST}. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    status.routing().started();
    while (!isStopping()) {
      try {
        long before = System.nanoTime();
        int fetched = round(PollTime.of(settings));
        if (fetched == 0 && System.nanoTime() - before < PATIENCE.toNanos()) {
          pause(PATIENCE); // Nobody waited for us: do not ask in a tight loop.
        }
      } catch (InterruptedException e) {
        break;
      } catch (RuntimeException e) {
        failed(e);
      }
    }
    status.routing().stopped();
  }

  /**
   * Fetches once and starts what was fetched on its way.
   *
   * @return how many tasks there were
   */
  int round(Duration pollTime) throws InterruptedException {
    if (link.awaitWritable(PATIENCE).isEmpty()) {
      status.routing().failed("waits for RabbitMQ");
      return 0;
    }
    Duration pause = delivery.pause();
    if (!pause.isZero()) {
      status.routing().failed("waits for RabbitMQ");
      pause(pause);
      return 0;
    }
    int room = delivery.isOverloaded() ? 0 : budget.room(delivery.size());
    if (room == 0) {
      pause(Duration.ofMillis(20));
      return 1; // There is something to do, only not here.
    }
    List<String> names = topics.next();
    List<LockedTask> fetched = names.isEmpty() ? List.of() : fetch(names, room, pollTime);
    start(fetched);
    status.routing().succeeded();
    watch.answered();
    backoff.reset();
    return fetched.size();
  }

  private List<LockedTask> fetch(List<String> names, int room, Duration pollTime) {
    return tasks.fetchAndLock(
        new FetchRequest(
            settings.workerId(),
            room,
            settings.handoffLockDuration(),
            pollTime,
            names,
            settings.tenantIds()));
  }

  private void start(List<LockedTask> fetched) {
    status.count(WorkerStatus.Count.FETCHED, fetched.size());
    if (isStopping() || !link.isWritable()) {
      delivery.refuse(fetched);
    } else if (!fetched.isEmpty()) {
      delivery.deliver(fetched);
    }
  }

  private void failed(RuntimeException e) {
    Duration pause = backoff.next();
    if (e instanceof CamundaException camunda) {
      double seconds = pause.toMillis() / 1000.0;
      status.routing().failed(camunda.reason().english());
      watch.failed(camunda, null, "routing.fetch_failed", camunda.userMessage(), seconds);
    } else {
      status.routing().failed(e.toString());
      status.error(ErrorKinds.BUG, e.toString());
      log.bug(e);
    }
    try {
      pause(pause);
    } catch (InterruptedException interrupted) {
      stop();
    }
  }

  /** Ends early when the worker is stopped. */
  private void pause(Duration duration) throws InterruptedException {
    stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isStopping() {
    return stopped.getCount() == 0;
  }
}
