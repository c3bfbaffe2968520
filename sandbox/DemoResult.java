package sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of a run of the demo.
 *
 * @param openTasks external tasks that instances still wait for, by topic
 * @param errors messages in the error queue
 * @param duration from the first start to the end of the last instance
 */
public record DemoResult(
    int started,
    long completed,
    List<SystemResult> systems,
    Map<String, Integer> openTasks,
    int errors,
    Duration duration) {

  /** What one system did; completed counts its tasks that the engine no longer has. */
  public record SystemResult(
      String system, String queue, long routed, long answered, long completed, long duplicates) {}

  /** Whether every instance came to its regular end. */
  public boolean isComplete() {
    return completed == started;
  }

  /** Completed tasks of all systems. */
  public long tasks() {
    return systems.stream().mapToLong(SystemResult::completed).sum();
  }
}
