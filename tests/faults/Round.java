package tests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tests.support.Eventually;
import tests.support.ExternalSystemsDouble;

/**
 * A few seconds of work in which something happens; then everything has to be as if nothing had.
 *
 * @param faults at the same time
 */
record Round(long seed, List<Fault> faults) {

  private static final List<String> QUEUES_THAT_END_EMPTY =
      List.of(FaultWorld.RESPONSES_QUEUE, "errors.camunda_tasks.queue", "default.queue");

  private static final int LONGEST_PAUSE_MILLIS = 600;
  private static final int SHORTEST_FAULT_MILLIS = 300;
  private static final int LONGEST_FAULT_MILLIS = 3_500;

  /**
   * What came of a round.
   *
   * @param recovery from the end of the last fault until the last instance was completed
   * @param tasks how many there were
   * @param copies messages beyond the first of each task
   */
  record Result(Round round, Duration recovery, int tasks, long copies) {}

  /** The faults in the order in which they strike. */
  Round {
    faults = faults.stream().sorted(Comparator.comparing(Fault::target)).toList();
  }

  @Override
  public String toString() {
    String names = faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
    return names + ", seed " + seed;
  }

  /**
   * Lets it all happen.
   *
   * @throws AssertionError if something is lost, stuck, done twice or still unhealthy
   */
  Result run(FaultWorld world) {
    world.repair();
    world.workers().forEach(WorkerPlace::awaitHealthy);
    String key = "round-" + seed;
    try (var systems = world.systems(key)) {
      Load load = world.load(key);
      try {
        load.awaitFirst();
        strike(world, new Random(seed));
      } finally {
        load.stop();
      }
      long started = System.nanoTime();
      return check(world, systems, key, started);
    }
  }

  private void strike(FaultWorld world, Random random) {
    Map<Fault, Runnable> endings = new LinkedHashMap<>();
    for (Fault fault : faults) {
      pause(random.nextInt(LONGEST_PAUSE_MILLIS));
      endings.put(fault, fault.strike(world, random));
    }
    pause(SHORTEST_FAULT_MILLIS + random.nextInt(LONGEST_FAULT_MILLIS));
    endings.values().forEach(Runnable::run);
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  private static long instances(FaultWorld world, String key, String state) {
    return world
        .rest()
        .count("/history/process-instance/count?processInstanceBusinessKey=" + key + state);
  }

  private Result check(FaultWorld world, ExternalSystemsDouble systems, String key, long started) {
    long all = instances(world, key, "");
    assertThat(all).as("instances").isPositive();
    Eventually.that(
        this + ": every instance is completed",
        () -> instances(world, key, "&completed=true") == all,
        () -> state(world, key, all));
    Duration recovery = Duration.ofNanos(System.nanoTime() - started);
    int tasks = systems.timesByTask().size();
    assertEquals(FaultWorld.TASKS_OF_AN_INSTANCE * all, tasks, this + ": tasks that were sent");
    assertEquals(Map.of(), systems.problems(), this + ": messages that were not as they should be");
    assertEquals(0, world.rest().count("/incident/count"), this + ": incidents");
    for (String queue : QUEUES_THAT_END_EMPTY) {
      Eventually.that(this + ": nothing in " + queue, () -> world.ready(queue) == 0);
    }
    world.workers().forEach(WorkerPlace::awaitHealthy);
    long messages = systems.timesByTask().values().stream().mapToLong(times -> times.sum()).sum();
    return new Result(this, recovery, tasks, messages - tasks);
  }

  private String state(FaultWorld world, String key, long all) {
    return "%d of %d completed; seed %d; tasks %s; queues %s; workers %s"
        .formatted(
            instances(world, key, "&completed=true"),
            all,
            seed,
            world.rest().get("/external-task?maxResults=3"),
            QUEUES_THAT_END_EMPTY.stream().collect(Collectors.toMap(queue -> queue, world::ready)),
            world.workers().stream().map(WorkerPlace::log).toList());
  }
}
