package lib.tools.worker.servers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.tools.worker.status.Server;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

/**
 * Tells of the engine's failures so that somebody can read it: an outage once when it begins, now
 * and then while it lasts, and when it is over, however many tasks and answers wait for it.
 * Thread-safe.
 */
public final class EngineWatch implements Server {

  private static final Duration REPEAT = Duration.ofSeconds(30);

  /** Single successes between failures are not the end of an outage. */
  private static final Duration CALM = Duration.ofSeconds(2);

  private final WorkerStatus status;
  private final WorkerLog log;
  private final Clock clock;
  private Instant since;
  private Instant told;
  private Instant last;
  private String lastFailure;
  private long answerNanos;
  private boolean everAnswered;

  public EngineWatch(WorkerStatus status, WorkerLog log, Clock clock) {
    this.status = status;
    this.log = log;
    this.clock = clock;
  }

  /**
   * A request has failed.
   *
   * @param taskId null if it was not about one task
   * @param key of the text if this is not an outage but concerns this request alone
   */
  public synchronized void failed(CamundaException e, String taskId, String key, Object... args) {
    lastFailure = e.reason().english();
    if (!e.kind().isOutage()) {
      status.error(Optional.ofNullable(taskId), e.code(), e.reason().english());
      log.warn(key, args);
      return;
    }
    last = clock.instant();
    if (since == null) {
      since = last;
      told = last;
      status.error(Optional.ofNullable(taskId), e.code(), e.reason().english());
      log.warn("servers.engine_lost", e.userMessage());
    } else if (told.plus(REPEAT).isBefore(last)) {
      told = last;
      log.warn("servers.engine_still_lost", seconds(), e.userMessage());
    }
  }

  /** A request that only asks for a sign of life has failed: no error of any task or answer. */
  public synchronized void silent(CamundaException e) {
    lastFailure = e.reason().english();
    if (e.kind().isOutage()) {
      failed(e, null, "servers.engine_lost", e.userMessage());
    }
  }

  /** A request was answered as it should be. */
  public synchronized void answered() {
    answerNanos = System.nanoTime();
    everAnswered = true;
    if (since == null) {
      lastFailure = null;
    }
    if (since != null && last.plus(CALM).isBefore(clock.instant())) {
      log.info("servers.engine_back", seconds());
      since = null;
    }
  }

  @Override
  public synchronized boolean isAway() {
    return since != null;
  }

  @Override
  public synchronized Optional<Duration> sinceAnswer() {
    return everAnswered
        ? Optional.of(Duration.ofNanos(System.nanoTime() - answerNanos))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  private long seconds() {
    return Duration.between(since, clock.instant()).toSeconds();
  }
}
