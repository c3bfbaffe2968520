package lib.tools.alternate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Names for the copies of exchanges and queues. A copy has the name of its original behind the
 * prefix; a name that would be too long is cut and gets a number.
 */
final class TemporaryNames {

  /** AMQP 0-9-1 writes the length of a name into one byte. */
  private static final int MOST_BYTES = 255;

  private final String prefix = "ucw.test." + UUID.randomUUID().toString().substring(0, 8) + ".";
  private final Map<String, String> names = new HashMap<>();

  /** What all of them begin with. */
  String prefix() {
    return prefix;
  }

  /** The name of an object's copy, always the same one. */
  String of(String original) {
    return names.computeIfAbsent(original, this::made);
  }

  private String made(String original) {
    String whole = prefix + original;
    if (bytes(whole) <= MOST_BYTES) {
      return whole;
    }
    String end = "~" + names.size();
    int length = whole.length();
    while (bytes(whole.substring(0, length) + end) > MOST_BYTES) {
      length = whole.offsetByCodePoints(length, -1);
    }
    return whole.substring(0, length) + end;
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }
}
