package tests.tools.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sandbox.EngineProcess;
import tests.support.Bpmn;
import tests.support.BrokerAccess;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.FailingSystems;
import tests.support.FaultyProxy;
import tests.support.RunningCommand;
import tests.support.Seed;
import tests.support.Servers;
import tests.support.TestEnvironment;

/**
 * Failures are reported while worker processes are frozen for longer than the hand-off lock, their
 * requests come late or twice as it were, answers of the engine are lost and its clock is wrong: no
 * task stays locked.
 *
 * <p>The long form: UCW_FENCE_TASKS=200 UCW_FENCE_LOADS=-5:2,-5:4,-2:2,... ({@code SECONDS:WORKERS}
 * by which the engine's clock is ahead). UCW_FENCE_FIGURES names a file to which figures are added.
 */
@Tag("chaos")
@Tag("engine")
@Tag("rabbitmq")
class HandOverChaosTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final int FAILURES = 2;

  private final TestEnvironment corner = new TestEnvironment();
  private final Random random = Seed.random();
  private final AtomicInteger freezes = new AtomicInteger();
  private final AtomicInteger faults = new AtomicInteger();
  private final List<Replica> replicas = new ArrayList<>();

  /** A worker process with a network of its own. */
  private record Replica(FaultyProxy proxy, RunningCommand process) {}

  static Stream<Arguments> loads() {
    String loads = Optional.ofNullable(System.getenv("UCW_FENCE_LOADS")).orElse("2:2");
    return Stream.of(loads.split(","))
        .map(load -> load.split(":"))
        .map(load -> Arguments.of(Integer.parseInt(load[0]), Integer.parseInt(load[1])));
  }

  private static int tasks() {
    return Optional.ofNullable(System.getenv("UCW_FENCE_TASKS")).map(Integer::parseInt).orElse(20);
  }

  @AfterEach
  void stop() {
    for (Replica replica : replicas) {
      replica.process().signal("CONT");
      replica.process().close();
      replica.proxy().close();
    }
    corner.close();
  }

  @ParameterizedTest(name = "engine''s clock {0} s ahead, {1} workers")
  @MethodSource("loads")
  @Timeout(600)
  void noTaskStaysLocked(int secondsAhead, int workers) throws Exception {
    try (EngineProcess engine =
            EngineProcess.start(Servers.folder("fence"), "--clock-offset=" + secondsAhead);
        FailingSystems systems =
            new FailingSystems(
                new BrokerAccess(Servers.rabbit().port(), corner.name()),
                QUEUE,
                FAILURES,
                Duration.ofSeconds(3))) {
      EngineRest rest = new EngineRest(engine.baseUrl(), corner.name());
      rest.deploy(Bpmn.oneTask("one", "bitrix24"));
      for (int i = 0; i < workers; i++) {
        start(engine);
      }
      for (int i = 0; i < tasks(); i++) {
        rest.start("one");
      }
      long started = System.nanoTime();
      makeChaos(rest);
      replicas.forEach(replica -> replica.proxy().heal());
      Eventually.that("no task is left", () -> left(rest) == 0, () -> stuck(rest));
      assertEquals(0, rest.count("/incident/count"));
      assertEquals(0, corner.broker().ready("errors.camunda_tasks.queue"));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      note(secondsAhead, workers, systems.messages(), took);
    }
  }

  private void start(EngineProcess engine) {
    FaultyProxy proxy = new FaultyProxy(engine.baseUrl());
    proxy.always("POST .*/(extendLock|lock|failure)", this::spoil);
    RunningCommand process =
        corner
            .command("worker.java")
            .env("CAMUNDA_BASE_URL", proxy.baseUrl().toString())
            .env("CAMUNDA_HANDOFF_LOCK_DURATION", "2000")
            .env("CAMUNDA_HTTP_TIMEOUT", "2000")
            .start();
    replicas.add(new Replica(proxy, process));
    process.awaitStderr("Connected to RabbitMQ");
  }

  /** Half of the requests come late or lose their answer. */
  private void spoil(FaultyProxy proxy, HttpExchange exchange, byte[] body) throws IOException {
    int dice = random.nextInt(10);
    if (dice < 5) {
      FaultyProxy.late(Duration.ZERO, () -> {}).spoil(proxy, exchange, body);
      return;
    }
    faults.incrementAndGet();
    if (dice < 8) {
      Duration pause = Duration.ofMillis(random.nextInt(6000));
      FaultyProxy.late(pause, () -> {}).spoil(proxy, exchange, body);
    } else {
      FaultyProxy.loseAnswer().spoil(proxy, exchange, body);
    }
  }

  /** Freezes one worker after the other, until all is done or it is enough. */
  private void makeChaos(EngineRest rest) {
    long end = System.nanoTime() + Duration.ofSeconds(25 + tasks() / 10).toNanos();
    while (left(rest) > 0 && System.nanoTime() < end) {
      RunningCommand process = replicas.get(random.nextInt(replicas.size())).process();
      process.signal("STOP");
      freezes.incrementAndGet();
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(5000)).toNanos());
      process.signal("CONT");
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1000)).toNanos());
    }
  }

  private static long left(EngineRest rest) {
    return rest.count("/process-instance/count");
  }

  private String stuck(EngineRest rest) {
    StringBuilder stuck = new StringBuilder();
    for (JsonNode task : rest.get("/external-task?maxResults=50")) {
      stuck.append("%n%s".formatted(task));
    }
    return stuck + replicas.get(0).process().stderr();
  }

  private void note(int secondsAhead, int workers, int messages, Duration took) throws IOException {
    String figures = System.getenv("UCW_FENCE_FIGURES");
    if (figures != null) {
      Map<String, Object> line =
          Map.of(
              "ahead", secondsAhead,
              "workers", workers,
              "tasks", tasks(),
              "messages", messages,
              "freezes", freezes.get(),
              "faults", faults.get(),
              "seconds", took.toSeconds());
      Files.writeString(
          Path.of(figures), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
