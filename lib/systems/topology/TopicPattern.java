package lib.systems.topology;

/**
 * Matches routing keys as a topic exchange does: words between dots, {@code *} for exactly one
 * word, {@code #} for any number of them.
 *
 * @see <a href="https://www.rabbitmq.com/tutorials/tutorial-five-java">RabbitMQ, topics</a>
 */
public final class TopicPattern {

  private TopicPattern() {}

  /** Whether a binding key takes a routing key. */
  public static boolean matches(String bindingKey, String routingKey) {
    return matches(words(bindingKey), 0, words(routingKey), 0);
  }

  /** As the broker splits: an empty key has no words, "a." has an empty second one. */
  private static String[] words(String key) {
    return key.isEmpty() ? new String[0] : key.split("\\.", -1);
  }

  private static boolean matches(String[] pattern, int p, String[] key, int k) {
    if (p == pattern.length) {
      return k == key.length;
    }
    if (pattern[p].equals("#")) {
      for (int rest = k; rest <= key.length; rest++) {
        if (matches(pattern, p + 1, key, rest)) {
          return true;
        }
      }
      return false;
    }
    return k < key.length
        && (pattern[p].equals("*") || pattern[p].equals(key[k]))
        && matches(pattern, p + 1, key, k + 1);
  }
}
