package lib.tools.queues;

import java.util.OptionalLong;
import lib.base.text.Severity;

/**
 * From how many ready messages in a queue on somebody is to be told: more than the number counts,
 * as with Nagios plugins.
 *
 * @see <a href="https://www.monitoring-plugins.org/doc/guidelines.html#THRESHOLDFORMAT">Monitoring
 *     plugins, threshold ranges</a>
 */
public record Thresholds(OptionalLong warning, OptionalLong critical) {

  /** The level of so many messages. */
  public Severity level(long messages) {
    if (critical.isPresent() && messages > critical.getAsLong()) {
      return Severity.CRITICAL;
    }
    return warning.isPresent() && messages > warning.getAsLong() ? Severity.WARNING : Severity.OK;
  }

  /** The number that a level other than OK has crossed. */
  long crossed(Severity level) {
    return (level == Severity.CRITICAL ? critical : warning).orElseThrow();
  }
}
