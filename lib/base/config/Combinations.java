package lib.base.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Message;

/**
 * Settings that are right each for itself and cannot work together. Whoever starts with them would
 * send tasks to itself, or let two systems take each other's.
 */
final class Combinations {

  /** The queue of what nobody can work with; its name is fixed. */
  private final Map<String, Entry> settings;

  private final Map<String, Entry> routing;

  private Combinations(Map<String, Entry> settings, Map<String, Entry> routing) {
    this.settings = settings;
    this.routing = routing;
  }

  /**
   * Checks all that is known to clash.
   *
   * @throws ConfigException that names both settings
   */
  static void check(Map<String, Entry> settings, Map<String, Entry> routing, RoutingTable table) {
    var combinations = new Combinations(settings, routing);
    combinations.queues(table);
    combinations.exchanges();
    combinations.locks();
  }

  private void queues(RoutingTable table) {
    var owners = new LinkedHashMap<String, String>();
    owners.put(RabbitSettings.ERRORS_QUEUE, RabbitSettings.ERRORS_QUEUE);
    claim(owners, settings.get("rabbitmq.responses_queue").value(), "rabbitmq.responses_queue");
    for (SystemRoute route : table.systems()) {
      claim(owners, route.queue(), RoutingKey.Field.QUEUE.key(route.system()));
    }
  }

  private void exchanges() {
    var owners = new LinkedHashMap<String, String>();
    for (String kind : new String[] {"tasks", "alternate", "responses"}) {
      String name = "rabbitmq." + kind + "_exchange";
      claim(owners, settings.get(name).value(), name);
    }
  }

  private void claim(Map<String, String> owners, String value, String name) {
    String other = owners.putIfAbsent(value, name);
    if (other != null) {
      throw new ConfigException("config.same_value", other, name, value, where(other), where(name));
    }
  }

  private void locks() {
    String whole = "camunda.lock_duration";
    String first = "camunda.handoff_lock_duration";
    long millis = Long.parseLong(settings.get(whole).value());
    long firstMillis = Long.parseLong(settings.get(first).value());
    if (millis < firstMillis) {
      throw new ConfigException(
          "config.locks", whole, first, millis, firstMillis, where(whole), where(first));
    }
  }

  private Message where(String name) {
    return Optional.ofNullable(settings.getOrDefault(name, routing.get(name)))
        .map(Entry::where)
        .orElse(Message.of("config.source.default"));
  }
}
