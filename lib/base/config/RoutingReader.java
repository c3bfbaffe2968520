package lib.base.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lib.base.config.RoutingKey.Field;
import lib.base.text.Message;

/** Builds the routing table from entries, of which a later one replaces an earlier one. */
final class RoutingReader {

  private static final Pattern SYSTEM = Pattern.compile("[\\w-]+");

  private final Map<String, Map<Field, Entry>> systems = new LinkedHashMap<>();

  /** Takes an entry whose key is one of the routing table. */
  void add(RoutingKey key, Entry entry) {
    String system = key.systemAmong(systems.keySet());
    if (!SYSTEM.matcher(system).matches()) {
      throw new ConfigException("config.invalid_system", entry.where(), entry.key(), system);
    }
    systems.computeIfAbsent(system, name -> new EnumMap<>(Field.class)).put(key.field(), entry);
  }

  /** The entries in force by their dotted names. */
  Map<String, Entry> entries() {
    var entries = new LinkedHashMap<String, Entry>();
    systems.forEach(
        (system, fields) ->
            fields.forEach((field, entry) -> entries.put(field.key(system), entry)));
    return entries;
  }

  /**
   * The table; the default system comes last.
   *
   * @throws ConfigException if a system with topics has no queue or two systems share a topic
   */
  RoutingTable table() {
    var routes = new ArrayList<SystemRoute>();
    systems.forEach(
        (system, fields) -> {
          if (!system.equals(RoutingTable.DEFAULT_SYSTEM)) {
            addRoute(routes, system, fields);
          }
        });
    addRoute(
        routes,
        RoutingTable.DEFAULT_SYSTEM,
        systems.getOrDefault(RoutingTable.DEFAULT_SYSTEM, Map.of()));
    checkUnique(routes);
    return new RoutingTable(routes);
  }

  /** A system with neither queue nor topics has been emptied to get rid of it. */
  private void addRoute(List<SystemRoute> routes, String system, Map<Field, Entry> fields) {
    List<String> topics = list(fields, Field.TOPICS);
    List<String> prefixes = list(fields, Field.PREFIXES);
    String queue = fields.containsKey(Field.QUEUE) ? fields.get(Field.QUEUE).value() : "";
    boolean isDefault = system.equals(RoutingTable.DEFAULT_SYSTEM);
    if (queue.isEmpty()) {
      if (isDefault || !topics.isEmpty() || !prefixes.isEmpty()) {
        throw new ConfigException("config.queue_missing", system, Field.QUEUE.key(system));
      }
      return;
    }
    List<String> bindings =
        isDefault || fields.containsKey(Field.BINDINGS)
            ? list(fields, Field.BINDINGS)
            : List.of(system + ".#");
    checkLength(Field.QUEUE.key(system), List.of(queue));
    checkLength(Field.TOPICS.key(system), topics.stream().map(t -> system + "." + t).toList());
    checkLength(Field.BINDINGS.key(system), bindings);
    routes.add(new SystemRoute(system, queue, topics, bindings, prefixes));
  }

  /** A topic's name counts as the routing key of its tasks. */
  private static void checkLength(String key, List<String> names) {
    for (String name : names) {
      if (!SettingType.BROKER_NAME.accepts(name)) {
        Message bytes = Message.count("byte", SettingType.bytes(name));
        Message allowed = SettingType.BROKER_NAME.allowed();
        throw new ConfigException("config.name_too_long", key, name, bytes, allowed);
      }
    }
  }

  private static List<String> list(Map<Field, Entry> fields, Field field) {
    Entry entry = fields.get(field);
    if (entry == null || entry.value().isEmpty()) {
      return List.of();
    }
    if (!SettingType.NAMES.accepts(entry.value())) {
      Message allowed = SettingType.NAMES.allowed();
      throw new ConfigException(
          "config.invalid_value", entry.where(), entry.key(), entry.value(), allowed);
    }
    return Values.split(entry.value()).stream().distinct().toList();
  }

  private void checkUnique(List<SystemRoute> routes) {
    var owners = new HashMap<String, String>();
    for (SystemRoute route : routes) {
      for (String topic : route.topics()) {
        String other = owners.putIfAbsent(topic, route.system());
        if (other != null) {
          throw new ConfigException(
              "config.topic_twice",
              topic,
              other,
              where(other),
              route.system(),
              where(route.system()));
        }
      }
    }
  }

  private Message where(String system) {
    return systems.get(system).get(Field.TOPICS).where();
  }
}
