///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Routes Camunda external tasks to RabbitMQ and completes them with the answers
//RUNTIME_OPTIONS -XX:+ExitOnOutOfMemoryError
//SOURCES lib/tools/worker/package-info.java
//USES lib/tools/worker/status/package-info.java
//USES lib/tools/worker/web/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/config/package-info.java
//USES lib/base/text/package-info.java

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import lib.base.cli.StopSignals;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.config.Settings;
import lib.base.text.ExitCode;
import lib.base.text.UserException;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.web.StatusEndpoint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The worker's command line. */
@Command(name = "worker")
class Worker implements Tool {

  /** Which of the two loops run; both, if neither is given. */
  static final class Loops {
    @Option(names = "--no-responses")
    private boolean noResponses;

    @Option(names = "--responses-only")
    private boolean responsesOnly;
  }

  @Option(names = "--once")
  private boolean once;

  @ArgGroup private Loops loops = new Loops();

  @Option(names = "--topics", paramLabel = "TOPICS")
  private String topics;

  @Option(names = "--http-port", paramLabel = "PORT")
  private String httpPort;

  public static void main(String... args) {
    System.exit(ToolRunner.run("worker", new Worker(), args));
  }

  @Override
  public boolean isService() {
    return true;
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    Settings settings = withOptions(context.settings());
    WorkerLog log = new WorkerLog(context.texts());
    UniversalWorker worker = new UniversalWorker(settings, log, Clock.systemDefaultZone());
    Optional<StatusEndpoint> endpoint = once ? Optional.empty() : endpoint(settings, worker, log);
    CountDownLatch stop = new CountDownLatch(1);
    AtomicBoolean started = new AtomicBoolean();
    onStop(worker, log, stop, started);
    endpoint.ifPresent(StatusEndpoint::start);
    try {
      worker.check(!once);
      started.set(true);
      return once ? once(context, worker) : untilStopped(settings, worker, stop);
    } catch (UserException | InterruptedException e) {
      if (stop.getCount() > 0) {
        throw e;
      }
      return ExitCode.OK;
    } finally {
      Thread.interrupted(); // Heard; what follows has to be done.
      worker.stop();
      endpoint.ifPresent(StatusEndpoint::close);
    }
  }

  private static void onStop(
      UniversalWorker worker, WorkerLog log, CountDownLatch stop, AtomicBoolean started) {
    Thread main = Thread.currentThread();
    StopSignals.onStop(
        signal -> {
          log.info("worker.stopping", signal);
          stop.countDown();
          worker.requestStop();
          if (!started.get()) {
            main.interrupt(); // Perhaps it waits for a system that does not answer.
          }
        });
  }

  private ExitCode once(ToolContext context, UniversalWorker worker) throws InterruptedException {
    worker.once(withRouting(), withAnswers(context.settings()));
    if (context.json()) {
      context.out().json(worker.status().counts());
    }
    return outcome(worker);
  }

  private ExitCode untilStopped(Settings settings, UniversalWorker worker, CountDownLatch stop)
      throws InterruptedException {
    worker.start(withRouting(), withAnswers(settings));
    stop.await();
    return ExitCode.OK;
  }

  private boolean withRouting() {
    return !loops.responsesOnly;
  }

  private boolean withAnswers(Settings settings) {
    return !loops.noResponses && settings.worker().responseHandlerEnabled();
  }

  /** A run that ends by itself has none: it would be in the way of the worker that stays. */
  private static Optional<StatusEndpoint> endpoint(
      Settings settings, UniversalWorker worker, WorkerLog log) {
    String host = settings.worker().httpHost();
    int port = settings.worker().httpPort();
    return port == 0
        ? Optional.empty()
        : Optional.of(new StatusEndpoint(host, port, worker.resources(), log));
  }

  private Settings withOptions(Settings settings) {
    Settings result = settings;
    if (topics != null) {
      result = result.with("worker.topics", topics, "--topics");
    }
    if (httpPort != null) {
      result = result.with("worker.http_port", httpPort, "--http-port");
    }
    return result;
  }

  /** What a run with {@code --once} came to. */
  private static ExitCode outcome(UniversalWorker worker) {
    if (worker.isHindered()) {
      return ExitCode.CRITICAL;
    }
    return worker.needsSomebody() ? ExitCode.WARNING : ExitCode.OK;
  }
}
