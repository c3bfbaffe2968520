package lib.tools.worker.status;

import java.util.Optional;

/** Values from outside as they stand in log lines and error texts: short. */
public final class Shown {

  private static final int LONGEST = 100;

  private Shown() {}

  /** An id, "-" if there is none. */
  public static String id(Optional<String> id) {
    return id.map(Shown::text).orElse("-");
  }

  /** At most a hundred characters of a text, and how many there were. */
  public static String text(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
  }
}
