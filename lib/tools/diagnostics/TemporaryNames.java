package lib.tools.diagnostics;

import java.util.List;
import java.util.UUID;

/**
 * Names for objects that exist for a moment only. A user's rights are regular expressions over
 * names, usually {@code ^camunda\..*}, {@code .*\.queue$} or both, so that a name must look like
 * the real one in front, behind, or at both ends to fall under the same right.
 */
final class TemporaryNames {

  private static final String WORD = "diagnostics-";

  private final String mark = WORD + UUID.randomUUID().toString().substring(0, 8);

  /** Names like a real one, the likeliest to be allowed first. */
  List<String> like(String name) {
    int dot = name.indexOf('.');
    String behind = name + "." + mark;
    String before = mark + "." + name;
    return dot < 0
        ? List.of(behind, before)
        : List.of(name.substring(0, dot + 1) + mark + name.substring(dot), behind, before);
  }
}
