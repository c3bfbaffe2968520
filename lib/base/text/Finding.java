package lib.base.text;

import java.util.Collection;

/**
 * Something that a tool found and that decides how its run ends.
 *
 * @param code the stable name for programs
 * @param message what it is, for people
 */
public record Finding(Severity severity, String code, Message message) {

  /** The worst of all; OK if there are none. */
  public static Severity worst(Collection<Finding> findings) {
    return findings.stream().map(Finding::severity).reduce(Severity.OK, Severity::or);
  }
}
