package lib.base.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.config.Entry.Origin;
import lib.base.text.Message;

/**
 * The strongest entry of every setting, and the keys that are none.
 *
 * @param settings entries by dotted name
 * @param routing the entries of the routing table
 * @param unknown a warning for every unknown key of a file
 * @param obsolete a note for every key whose function is gone
 * @param conflicting a warning for every second name of a setting with another value
 * @param similar a note for every unknown environment variable that looks like a misspelt setting
 */
record Merge(
    Map<String, Entry> settings,
    RoutingReader routing,
    List<Message> unknown,
    List<Message> obsolete,
    List<Message> similar,
    List<Message> conflicting) {

  private static final KnownNames NAMES = new KnownNames();

  /** Merges layers, weakest first. */
  static Merge of(List<List<Entry>> layers) {
    var merge =
        new Merge(
            new LinkedHashMap<>(),
            new RoutingReader(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    for (List<Entry> layer : layers) {
      // A setting's own name beats an alias beside it, wherever that stands.
      layer.stream().filter(entry -> NAMES.isAlias(entry.key())).forEach(merge::add);
      layer.stream().filter(entry -> !NAMES.isAlias(entry.key())).forEach(merge::add);
    }
    return merge;
  }

  private void add(Entry entry) {
    Optional<SettingDefinition> setting = NAMES.setting(entry.key());
    if (setting.isPresent()) {
      addSetting(setting.get(), entry);
      return;
    }
    Optional<RoutingKey> key = RoutingKey.parse(entry.key());
    if (key.isPresent()) {
      routing.add(key.get(), entry);
      return;
    }
    String form = SettingDefinition.environmentForm(entry.key());
    Optional<ObsoleteSetting> gone = ObsoleteSetting.of(form);
    if (gone.isPresent()) {
      obsolete.add(
          Message.of(
              "config.obsolete",
              entry.where(),
              entry.key(),
              Message.of("config.obsolete." + gone.get().reason())));
    } else if (entry.origin() != Origin.ENVIRONMENT) {
      unknown.add(unknown(entry));
    } else if (NAMES.isNearlyKnown(entry.key())) {
      similar.add(unknown(entry));
    }
  }

  /**
   * Nothing where something is needed means "not set", as in {@code RABBITMQ_HOST=} of a container;
   * only the log file can be switched off that way.
   */
  private void addSetting(SettingDefinition setting, Entry entry) {
    boolean optional = setting.defaultValue().isEmpty() || setting.name().equals("log.file");
    if (optional || !entry.value().isEmpty()) {
      Entry other = settings.put(setting.name(), entry);
      if (other != null && isConflict(other, entry)) {
        conflicting.add(
            Message.of(
                "config.two_names",
                other.where(),
                other.key(),
                entry.key(),
                entry.where(),
                entry.key()));
      }
    }
  }

  /** In two places the stronger one counts, as it should; in one place nobody can know. */
  private static boolean isConflict(Entry one, Entry other) {
    String name = SettingDefinition.environmentForm(one.key());
    return one.origin() == other.origin()
        && !name.equals(SettingDefinition.environmentForm(other.key()))
        && !one.value().equals(other.value());
  }

  private static Message unknown(Entry entry) {
    return NAMES
        .nearest(entry.key())
        .map(name -> Message.of("config.unknown_key_nearest", entry.where(), entry.key(), name))
        .orElse(Message.of("config.unknown_key", entry.where(), entry.key()));
  }
}
