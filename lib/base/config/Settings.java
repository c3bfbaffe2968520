package lib.base.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.config.Entry.Origin;
import lib.base.config.SettingDefinition.Visibility;
import lib.base.text.Language;
import lib.base.text.Message;

/**
 * Every setting as it is in force: a command-line option beats an environment variable, that beats
 * {@code .env}, that beats the configuration file, that beats the built-in default.
 *
 * <p>Changes nothing and connects to nothing.
 */
public final class Settings {

  private final List<List<Entry>> layers;
  private final Path home;
  private final Merge merge;
  private final Values values;
  private final CamundaSettings camunda;
  private final RabbitSettings rabbit;
  private final WorkerSettings worker;
  private final RoutingTable routing;

  private Settings(List<List<Entry>> layers, Path home) {
    this.layers = layers;
    this.home = home;
    this.merge = Merge.of(layers);
    this.values = new Values(merge.settings(), home);
    this.camunda = CamundaReader.read(values);
    this.rabbit = RabbitReader.read(values);
    this.worker = WorkerReader.read(values);
    this.routing = merge.routing().table();
    Combinations.check(merge.settings(), merge.routing().entries(), routing);
  }

  /**
   * Reads and checks all settings.
   *
   * @throws ConfigException on the first thing that is wrong
   */
  public static Settings load(SettingsSources sources) throws ConfigException {
    return new Settings(Layers.read(sources), sources.home());
  }

  /** The configured language, as far as it can be read; for telling that {@link #load} failed. */
  public static Language languageOf(SettingsSources sources) {
    var known = new KnownNames();
    return Layers.readable(sources).stream()
        .flatMap(List::stream)
        .filter(entry -> known.setting(entry.key()).map(s -> isLanguage(s, entry)).orElse(false))
        .map(entry -> Language.of(entry.value()))
        .reduce(Language.RU, (weaker, stronger) -> stronger);
  }

  private static boolean isLanguage(SettingDefinition setting, Entry entry) {
    return setting.name().equals("tools.lang") && setting.type().accepts(entry.value());
  }

  /** How to reach the engine and how to lock its tasks. */
  public CamundaSettings camunda() {
    return camunda;
  }

  /** How to reach the broker and what its objects are called. */
  public RabbitSettings rabbit() {
    return rabbit;
  }

  /** How the worker works. */
  public WorkerSettings worker() {
    return worker;
  }

  /** Which system does the tasks of which topic. */
  public RoutingTable routing() {
    return routing;
  }

  /** Status endpoints of the workers to ask, without trailing slashes. */
  public List<URI> statusUrls() {
    return values.list("worker.status_urls").stream().map(HttpUrl::of).toList();
  }

  /** The language of the tools. */
  public Language language() {
    return Language.of(text("tools.lang"));
  }

  /** What is logged and where; a relative path starts at the home folder. */
  public LogSettings log() {
    String file = text("log.file");
    return new LogSettings(
        LogLevel.of(text("log.level")),
        file.isEmpty() ? Optional.empty() : Optional.of(home.resolve(file)));
  }

  /**
   * The effective value of a setting as text, not masked; empty if none is set.
   *
   * @param key dotted name, also of the routing table
   * @throws IllegalArgumentException if there is no such setting
   */
  public String text(String key) {
    Entry entry = merge.settings().getOrDefault(key, merge.routing().entries().get(key));
    if (entry == null) {
      throw new IllegalArgumentException("No setting " + key);
    }
    return entry.value();
  }

  /** Every setting with its value, masked if it is secret, and where it comes from. */
  public List<EffectiveSetting> effective() {
    var effective = new ArrayList<EffectiveSetting>();
    for (SettingDefinition setting : SettingTable.ALL) {
      Entry entry = values.entry(setting.name());
      effective.add(effective(setting.name(), setting.shown(entry.value()), entry));
    }
    merge.routing().entries().forEach((name, e) -> effective.add(effective(name, e.value(), e)));
    return List.copyOf(effective);
  }

  private static EffectiveSetting effective(String name, String shown, Entry entry) {
    return new EffectiveSetting(name, shown, entry.where(), entry.origin() == Origin.DEFAULT);
  }

  /** What is suspicious: unknown keys, verification switched off, settings without effect. */
  public List<Message> warnings() {
    return Stream.of(
            merge.unknown(),
            merge.conflicting(),
            Suspicions.of(values),
            Suspicions.quotes(entries()))
        .flatMap(List::stream)
        .toList();
  }

  private Stream<Entry> entries() {
    return Stream.concat(
        SettingTable.ALL.stream().map(setting -> values.entry(setting.name())),
        merge.routing().entries().values().stream());
  }

  /** Settings of the predecessor whose function is gone, each with its place and the reason. */
  public List<Message> obsolete() {
    return merge.obsolete();
  }

  /** Names that the predecessor ignored and that count now, where they change something. */
  public List<Message> nowEffective() {
    return PredecessorNames.nowEffective(merge.settings());
  }

  /** Environment variables that look like a setting with a typing error. */
  public List<Message> similar() {
    return merge.similar();
  }

  /** Every secret that is configured, for masking; well-known defaults are none. */
  public List<Secret> secrets() {
    Stream<Secret> own =
        SettingTable.ALL.stream()
            .filter(setting -> setting.visibility() == Visibility.SECRET)
            .filter(setting -> !text(setting.name()).equals(setting.defaultValue()))
            .map(setting -> values.secret(setting.name()));
    Stream<Secret> ofUri =
        Stream.of(rabbit.password())
            .filter(secret -> !secret.equals(values.secret("rabbitmq.password")));
    return Stream.concat(own, ofUri).filter(secret -> !secret.isEmpty()).toList();
  }

  /** Every value that is no secret, for telling secrets from ordinary words. */
  public List<String> publicValues() {
    return effective().stream()
        .map(EffectiveSetting::value)
        .filter(value -> !value.isEmpty() && !value.contains(Secret.MASK))
        .toList();
  }

  /**
   * These settings with one of them overridden.
   *
   * @param key dotted name
   * @param sourceDescription what overrides it, e.g. {@code --tenant-id}
   * @throws IllegalArgumentException if there is no such setting
   */
  public Settings with(String key, String value, String sourceDescription) {
    text(key);
    var more = new ArrayList<>(layers);
    more.add(List.of(Layers.option(key, value, sourceDescription)));
    return new Settings(List.copyOf(more), home);
  }
}
