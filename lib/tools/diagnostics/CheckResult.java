package lib.tools.diagnostics;

import java.util.List;
import lib.base.text.Message;

/**
 * What a check found. Its texts have the keys {@code diagnostics.CHECK.KIND} (what was found) and,
 * where there is something to say, {@code .expected} and {@code .advice} behind it; all three get
 * the same arguments.
 *
 * @param object what exactly was checked, e.g. the name of a queue; empty if there is only one
 * @param kind stable name of this finding within its check, e.g. {@code missing}
 * @param args what goes into the texts
 * @param details further lines
 */
public record CheckResult(
    Check check,
    String object,
    Status status,
    String kind,
    List<Object> args,
    List<Message> details) {

  private static final String NOT_REACHED = "not_reached";

  public CheckResult {
    args = List.copyOf(args);
    details = List.copyOf(details);
  }

  /** A good one. */
  public static CheckResult ok(Check check, String kind, Object... args) {
    return of(check, Status.OK, kind, args);
  }

  /** Something that somebody should look after. */
  public static CheckResult warning(Check check, String kind, Object... args) {
    return of(check, Status.WARNING, kind, args);
  }

  /** Something that does not work. */
  public static CheckResult failure(Check check, String kind, Object... args) {
    return of(check, Status.FAILURE, kind, args);
  }

  /** Something that could not be looked at. */
  public static CheckResult skipped(Check check, String kind, Object... args) {
    return of(check, Status.SKIPPED, kind, args);
  }

  /** One whose check another failure has kept from being made. */
  static CheckResult notReached(Check check) {
    return skipped(check, NOT_REACHED);
  }

  boolean isNotReached() {
    return kind.equals(NOT_REACHED);
  }

  private static CheckResult of(Check check, Status status, String kind, Object... args) {
    return new CheckResult(check, "", status, kind, List.of(args), List.of());
  }

  /** The same about one of several things. */
  public CheckResult about(String thing) {
    return new CheckResult(check, thing, status, kind, args, details);
  }

  /** The same with further lines. */
  public CheckResult with(List<Message> lines) {
    return new CheckResult(check, object, status, kind, args, lines);
  }
}
