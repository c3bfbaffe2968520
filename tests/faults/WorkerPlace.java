package tests.faults;

import java.time.Duration;
import sandbox.FreePort;
import tests.support.Command;
import tests.support.TcpProxy;
import tests.support.WatchedWorker;

/**
 * A worker in a place of its own: with a network to the engine and one to the broker that nobody
 * else uses, and a status port that stays the same when it is started again.
 */
final class WorkerPlace implements AutoCloseable {

  /** As short as it can be, so that what a dead worker has locked comes back soon. */
  private static final String HAND_OFF_LOCK_MILLIS = "2000";

  /** Ten seconds are promised; how long it took is told, and a busy machine is no failure. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final TcpProxy toEngine;
  private final TcpProxy toBroker;
  private final int port = FreePort.find();
  private WatchedWorker worker;

  WorkerPlace(int enginePort, int brokerPort) {
    toEngine = new TcpProxy(enginePort);
    toBroker = new TcpProxy(brokerPort);
    start();
  }

  /** Starts it if it does not run. */
  void start() {
    if (worker != null && worker.process().isAlive()) {
      return;
    }
    Command command =
        Command.of("worker.java", "--lang", "en")
            .env("CAMUNDA_BASE_URL", "http://127.0.0.1:" + toEngine.port())
            .env("CAMUNDA_ASYNC_RESPONSE_TIMEOUT", "1000")
            .env("CAMUNDA_HTTP_TIMEOUT", "5000")
            .env("CAMUNDA_HANDOFF_LOCK_DURATION", HAND_OFF_LOCK_MILLIS)
            .env("RABBITMQ_HOST", "127.0.0.1")
            .env("RABBITMQ_PORT", Integer.toString(toBroker.port()))
            .env("RABBITMQ_CONNECTION_TIMEOUT", "3000")
            .env("RABBITMQ_HEARTBEAT", "5")
            .env("LOG_FILE", "");
    worker = WatchedWorker.start(command, port);
  }

  void kill() {
    worker.process().kill();
    worker.process().awaitExit();
  }

  /**
   * Ends it as an operator does.
   *
   * @return how long it took
   */
  Duration stop() {
    long started = System.nanoTime();
    worker.process().terminate();
    worker.process().awaitExit(STOP_LIMIT).expect(0);
    return Duration.ofNanos(System.nanoTime() - started);
  }

  void freeze() {
    worker.process().signal("STOP");
  }

  void goOn() {
    worker.process().signal("CONT");
  }

  TcpProxy toEngine() {
    return toEngine;
  }

  TcpProxy toBroker() {
    return toBroker;
  }

  boolean hasNoAnswerInHand() {
    return worker.status().path("in_flight").path("answers").asInt(-1) == 0;
  }

  void awaitHealthy() {
    worker.awaitHealthy();
  }

  /** What it has logged since it was started. */
  String log() {
    return worker.process().stderr();
  }

  @Override
  public void close() {
    worker.close();
    toEngine.close();
    toBroker.close();
  }
}
