package lib.tools.queues;

import java.util.OptionalLong;

/**
 * From how many ready messages in a queue on somebody is to be told: more than the number counts,
 * as with Nagios plugins.
 *
 * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html#THRESHOLDFORMAT">Monitoring
 *     plugins, threshold ranges</a>
 */
public record Thresholds(OptionalLong warning, OptionalLong critical) {

  /** The level of so many messages. */
  public Level level(long messages) {
    if (critical.isPresent() && messages > critical.getAsLong()) {
      return Level.CRITICAL;
    }
    return warning.isPresent() && messages > warning.getAsLong() ? Level.WARNING : Level.OK;
  }

  /** The number that a level other than OK has crossed. */
  long crossed(Level level) {
    return (level == Level.CRITICAL ? critical : warning).orElseThrow();
  }
}
