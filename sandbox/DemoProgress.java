package sandbox;

/**
 * How far a run of the demo is.
 *
 * @param completed instances of the started ones that no longer run
 * @param routed tasks that reached the external systems
 * @param answered answers that they gave
 */
public record DemoProgress(int total, int started, long completed, long routed, long answered) {
  /** Whether every instance was started and has ended. */
  boolean isDone() {
    return started == total && completed == total;
  }
}
