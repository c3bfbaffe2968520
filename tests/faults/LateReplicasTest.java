package tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Answering;
import tests.support.Eventually;
import tests.support.Seed;

/**
 * Every task fails at first, while replicas are frozen and cut off for longer than the short lock,
 * and the engine's clock is another one: no late hand-over locks a task away. {@code
 * UCW_TEST_TASKS} says how many tasks there are for each clock.
 */
@Tag("chaos")
@Tag("long")
@Tag("engine")
@Tag("rabbitmq")
@Timeout(value = 30, unit = TimeUnit.MINUTES) // With very many tasks.
class LateReplicasTest {

  private static final String KEY = "late";
  private static final int INSTANCES =
      Integer.parseInt(Optional.ofNullable(System.getenv("UCW_TEST_TASKS")).orElse("300"))
          / FaultWorld.TASKS_OF_AN_INSTANCE;

  private static final int SHORTEST_MILLIS = 200;
  private static final int LONGEST_MILLIS = 4_500;
  private static final int LONGEST_BACK_OFF_MILLIS = 4_000;

  private final Random random = Seed.random();

  /** Of the systems, which are another thread. */
  private final Random backOff = new Random(random.nextLong());

  @ParameterizedTest
  @CsvSource({"-5, 2", "-2, 4", "0, 4", "2, 4", "5, 4"})
  void lockNoTaskAway(int engineAheadSeconds, int replicas) throws IOException {
    Duration ahead = Duration.ofSeconds(engineAheadSeconds);
    try (FaultWorld world = FaultWorld.start(replicas, ahead);
        var systems = world.systems(KEY, this::answer)) {
      world.workers().forEach(WorkerPlace::awaitHealthy);
      for (int i = 0; i < INSTANCES; i++) {
        world
            .rest()
            .post(
                "/process-definition/key/" + FaultWorld.PROCESS + "/start",
                Map.of("businessKey", KEY));
        if (i % 10 == 0) {
          strike(world);
        }
      }
      while (completed(world) < INSTANCES / 2) {
        strike(world);
      }
      Eventually.that(
          "every instance is completed",
          () -> completed(world) == INSTANCES,
          () -> completed(world) + " of " + INSTANCES + "; " + world.rest().get("/external-task"));
      assertEquals(Map.of(), systems.problems());
      assertEquals(INSTANCES * FaultWorld.TASKS_OF_AN_INSTANCE, systems.timesByTask().size());
    }
  }

  private static long completed(FaultWorld world) {
    return world.rest().count("/history/process-instance/count?completed=true");
  }

  /** A failure at first; by the systems' thread alone. */
  private JsonNode answer(JsonNode task) {
    return task.path("retries").isInt()
        ? Answering.ticket(task)
        : Answering.failure(task, 1, backOff.nextInt(LONGEST_BACK_OFF_MILLIS));
  }

  /** Half of the replicas stand still, or their engine does for them; some longer than the lock. */
  private void strike(FaultWorld world) {
    List<Runnable> endings = new ArrayList<>();
    for (WorkerPlace worker : world.workers()) {
      switch (random.nextInt(4)) {
        case 0 -> {
          worker.freeze();
          endings.add(worker::goOn);
        }
        case 1 -> {
          worker.toEngine().freeze();
          endings.add(worker.toEngine()::heal);
        }
        default -> {
          // This one goes on.
        }
      }
    }
    pause(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
    endings.forEach(Runnable::run);
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
