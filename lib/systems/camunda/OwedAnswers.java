package lib.systems.camunda;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lib.base.config.RoutingTable;
import lib.base.config.SystemRoute;

/**
 * Which systems owe how many answers, and since when: the tasks that were handed over and are still
 * locked. Of very many the oldest are counted.
 *
 * @param bySystem every system of the routing table
 * @param complete whether there are no others
 */
public record OwedAnswers(Map<String, Owed> bySystem, boolean complete) {

  /** One request, of some 0.5 MB at most. */
  private static final int MOST = Pages.SIZE;

  /**
   * What one system owes.
   *
   * @param oldest since when it has owed the oldest answer
   */
  public record Owed(long answers, Optional<Instant> oldest) {

    private static final Owed NOTHING = new Owed(0, Optional.empty());

    private Owed and(Optional<Instant> since) {
      boolean older = oldest.isEmpty() || since.filter(oldest.get()::isAfter).isPresent();
      return new Owed(answers + 1, older ? since.or(() -> oldest) : oldest);
    }
  }

  /**
   * Asks the engine, by one request. Changes nothing.
   *
   * @throws CamundaException if it does not answer as expected
   */
  public static OwedAnswers ask(RestClient rest, RoutingTable routing, Instant now) {
    List<TaskState> oldest =
        new TaskLists(rest)
            .oldestLocks(TaskQuery.all().locked().tenants(rest.settings().tenantIds()), MOST);
    LockReading locks = new LockReading(rest.settings(), now);
    Map<String, Owed> owed = new TreeMap<>();
    routing.systems().stream()
        .map(SystemRoute::system)
        .forEach(system -> owed.put(system, Owed.NOTHING));
    for (TaskState task : oldest) {
      LockReading.Hold hold = locks.of(task);
      if (hold == LockReading.Hold.LONG) {
        owed.computeIfPresent(
            routing.systemOf(task.topic()),
            (system, before) -> before.and(locks.since(task, hold)));
      }
    }
    return new OwedAnswers(owed, oldest.size() < MOST);
  }
}
