package lib.tools.worker.servers;

import java.time.Duration;
import lib.base.config.CamundaSettings;

/** How long the worker's long polls are, and what is judged by that. */
public final class PollTime {

  /**
   * The longest single poll. The engine goes on locking tasks for a poll that nobody waits for any
   * more, so a stop has to wait for its end; and it wakes a poll for tasks of another cluster node
   * only after up to 30 s, while every new poll sees them at once.
   */
  public static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Duration SHORTEST_JUDGED = Duration.ofSeconds(1);

  private PollTime() {}

  /** What the engine is asked for. */
  public static Duration of(CamundaSettings settings) {
    Duration configured = settings.asyncResponseTimeout();
    return configured.compareTo(LONGEST) < 0 ? configured : LONGEST;
  }

  /** The same, but long enough for signs of life to be expected within it. */
  public static Duration forHealth(CamundaSettings settings) {
    Duration poll = of(settings);
    return poll.compareTo(SHORTEST_JUDGED) < 0 ? SHORTEST_JUDGED : poll;
  }
}
