package sandbox;

//SOURCES ChildProcess.java
//SOURCES DemoPrograms.java
//SOURCES DemoProcess.java
//SOURCES DemoProgress.java
//SOURCES DemoResult.java
//SOURCES DemoServers.java
//SOURCES ExternalSystems.java
//SOURCES FreePort.java
//SOURCES LeftOvers.java
//SOURCES QueueCheck.java
//SOURCES SandboxFailure.java
//SOURCES ../lib/systems/camunda/package-info.java
//SOURCES ../lib/systems/rabbitmq/package-info.java
//USES ../lib/base/config/package-info.java

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import lib.base.config.Settings;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.RestClient;
import lib.systems.rabbitmq.Topology;

/**
 * One run of the demo on its servers: worker, external systems, instances, and what became of them.
 */
public final class DemoRun implements AutoCloseable {
  private static final String TENANT = "ucw-demo";
  private static final int STATUS_PORT = 8085;
  private static final Duration WORKER_START = Duration.ofMinutes(5); // the first start builds it
  private static final Duration WORKER_STOP = Duration.ofSeconds(15);
  private static final Duration STALLED = Duration.ofSeconds(60);
  private static final int STARTERS = 4;

  private final DemoPrograms programs;
  private final DemoServers servers;
  private final String run;
  private final Settings settings;
  private final Connection connection;
  private final QueueCheck queues;
  private final DemoProcess process;
  private final ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
  private ChildProcess worker;
  private ExternalSystems systems;
  private boolean kept;

  /**
   * Connects; starts nothing.
   *
   * @param run what the business keys of the instances start with
   */
  public DemoRun(DemoPrograms programs, DemoServers servers, String run) {
    this.programs = programs;
    this.servers = servers;
    this.run = run;
    this.settings = programs.settings();
    this.connection = servers.connect();
    this.queues = new QueueCheck(connection, Topology.of(settings.rabbit(), settings.routing()));
    this.process = new DemoProcess(new RestClient(settings.camunda()), tenant(), run);
  }

  /**
   * Makes sure that no messages of others are touched.
   *
   * @throws SandboxFailure if somebody else works with the queues
   */
  public void requireUnusedQueues() throws IOException {
    queues.lock();
    if (!servers.isSandboxBroker(connection)) {
      queues.requireUnused();
    }
  }

  /**
   * Deploys the process, starts the worker and the external systems.
   *
   * @param keep whether the worker is to stay afterwards, so that its status endpoint is of use
   * @throws SandboxFailure if the worker does not start
   */
  public void prepare(boolean keep) throws IOException, InterruptedException {
    process.deploy();
    worker = programs.start("worker.java", workerEnvironment(keep));
    var answers = settings.rabbit().responsesQueue();
    if (!queues.await(answers, worker::isAlive, WORKER_START)) {
      throw new SandboxFailure("demo.worker_failed", worker.lastLines());
    }
    systems = new ExternalSystems(connection, settings.routing().systems(), answers, run);
  }

  /**
   * Starts the instances and waits for their end, or until nothing happens any more.
   *
   * @throws SandboxFailure if the worker ends, or the engine does not start an instance
   */
  public DemoResult play(int instances, Consumer<DemoProgress> watcher)
      throws IOException, InterruptedException {
    var begin = System.nanoTime();
    var started = new AtomicInteger();
    var failure = new AtomicReference<RuntimeException>();
    IntStream.rangeClosed(1, instances)
        .forEach(number -> starters.execute(() -> start(number, started, failure)));
    watch(instances, started, failure, watcher);
    return result(started.get(), Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Lets the worker outlive the demo. */
  public ChildProcess keep() throws IOException {
    servers.keep(connection);
    worker.release();
    kept = true;
    return worker;
  }

  /** Stops worker and external systems; on servers of others nothing unfinished is left behind. */
  @Override
  public void close() {
    var interrupted = Thread.interrupted(); // Ctrl-C has been heard; what follows has to be done
    try {
      stop();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void stop() {
    starters.shutdownNow();
    if (worker != null && !kept) {
      worker.stop(WORKER_STOP);
    }
    if (systems != null) {
      var leftOvers = new LeftOvers(connection, settings.rabbit().responsesQueue(), run);
      if (!kept && !servers.broker().isOwn()) {
        leftOvers.clear(systems);
      }
      systems.close();
      if (!kept && !servers.engine().isOwn()) {
        deleteInstances();
      }
    }
    connection.abort(5000);
  }

  private void deleteInstances() {
    try {
      process.delete();
    } catch (CamundaException e) {
      System.getLogger(DemoRun.class.getName())
          .log(System.Logger.Level.WARNING, "instances of the demo may be left: " + e.reason());
    }
  }

  /** In an engine of its own the demo needs no tenant; in another one it keeps to its own. */
  private Optional<String> tenant() {
    return servers.engine().isOwn() ? Optional.empty() : Optional.of(TENANT);
  }

  private Map<String, String> workerEnvironment(boolean keep) {
    var environment = new HashMap<String, String>();
    var all = servers.engine().isOwn();
    environment.put("WORKER_TOPICS", all ? "all" : String.join(",", DemoProcess.TOPICS));
    tenant().ifPresent(id -> environment.put("CAMUNDA_TENANT_ID", id));
    var status = keep && FreePort.isFree(STATUS_PORT) ? STATUS_PORT : 0;
    environment.put("WORKER_HTTP_PORT", Integer.toString(status));
    return environment;
  }

  private void start(int number, AtomicInteger started, AtomicReference<RuntimeException> failure) {
    try {
      if (failure.get() == null) {
        process.start(number);
        started.incrementAndGet();
      }
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e); // thrown by the watching thread
    }
  }

  private void watch(
      int instances,
      AtomicInteger started,
      AtomicReference<RuntimeException> failure,
      Consumer<DemoProgress> watcher)
      throws InterruptedException {
    DemoProgress last = null;
    var lastChange = System.nanoTime();
    while (System.nanoTime() - lastChange < STALLED.toNanos()) {
      if (failure.get() != null) {
        throw failure.get();
      }
      if (!worker.isAlive()) {
        throw new SandboxFailure("demo.worker_failed", worker.lastLines());
      }
      var before = started.get(); // before counting the running ones, so as not to count too many
      var done = Math.max(0, before - process.running());
      var now = new DemoProgress(instances, before, done, systems.routed(), systems.answered());
      if (!now.equals(last)) {
        last = now;
        lastChange = System.nanoTime();
        watcher.accept(now);
      }
      if (now.isDone()) {
        return;
      }
      Thread.sleep(200);
    }
  }

  private DemoResult result(int started, Duration duration) throws IOException {
    var rows =
        systems.tallies().stream()
            .map(
                tally ->
                    new DemoResult.SystemResult(
                        tally.route().system(),
                        tally.route().queue(),
                        tally.tasks().size(),
                        tally.answered(),
                        tally.tasks().size() - process.existing(tally.tasks()),
                        tally.duplicates()))
            .toList();
    return new DemoResult(
        started,
        process.completed(started),
        rows,
        process.openTasks(),
        queues.messages(Topology.ERRORS_QUEUE),
        duration);
  }
}
