package lib.systems.camunda;

import java.util.Locale;
import java.util.regex.Pattern;

/** Ids of the engine's objects: UUIDs in most installations, else numbers. */
public final class EngineId {

  /** What stands in error messages for the id of a task that nobody knows. */
  public static final String UNKNOWN = "unknown";

  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:\\-]{1,255}");
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private EngineId() {}

  /**
   * Whether an id can be put into a URL path. Ids are opaque, so only their characters are checked.
   */
  public static boolean isHarmless(String id) {
    return id != null && HARMLESS.matcher(id).matches() && !id.matches("\\.+");
  }

  /** As the engine writes it: some systems answer with UUIDs in capital letters. */
  public static String canonical(String id) {
    return UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id;
  }
}
