package lib.tools.diagnostics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.base.config.CamundaSettings;
import lib.base.config.Settings;
import lib.base.config.Warning;
import lib.base.text.Message;

/** What the settings say that is wrong, contradicts itself or is hardly meant. Asks no server. */
public final class SettingsChecks {

  /**
   * What handing a task over takes at worst while all goes well: a confirm of the broker and a
   * request to the engine over a slow network.
   */
  private static final Duration HAND_OVER = Duration.ofMillis(100);

  private final Settings settings;

  public SettingsChecks(Settings settings) {
    this.settings = settings;
  }

  /** All findings; at least one for each check. */
  public List<CheckResult> findings() {
    List<CheckResult> all = new ArrayList<>();
    addOrOk(all, Check.SETTINGS_UNKNOWN, unknown());
    addOrOk(all, Check.SETTINGS_OBSOLETE, obsolete());
    addOrOk(all, Check.SETTINGS_CONFLICT, conflicts());
    addOrOk(all, Check.SETTINGS_VALUE, new SuspiciousValues(settings).findings());
    all.add(maxTasks());
    return all;
  }

  private static void addOrOk(List<CheckResult> all, Check check, List<CheckResult> found) {
    all.addAll(found.isEmpty() ? List.of(CheckResult.ok(check, "ok")) : found);
  }

  private List<CheckResult> unknown() {
    return Stream.concat(warnings(Warning.UNKNOWN_KEY), settings.similar().stream())
        .map(
            warning ->
                CheckResult.warning(Check.SETTINGS_UNKNOWN, "unknown", warning)
                    .about(String.valueOf(warning.args().get(1))))
        .toList();
  }

  private Stream<Message> warnings(Warning warning) {
    return settings.warnings().stream().filter(warning::is);
  }

  /** What belongs to another program is not worth a warning: it may be needed there. */
  private List<CheckResult> obsolete() {
    Stream<CheckResult> nowEffective =
        settings.nowEffective().stream()
            .map(
                note ->
                    CheckResult.warning(Check.SETTINGS_OBSOLETE, "now_effective", note)
                        .about(name(note)));
    return Stream.concat(nowEffective, obsoleteNames()).toList();
  }

  private Stream<CheckResult> obsoleteNames() {
    return settings.obsolete().stream()
        .map(
            note -> {
              boolean foreign = Warning.OTHER_PROGRAM.is((Message) note.args().get(2));
              CheckResult finding =
                  foreign
                      ? CheckResult.ok(Check.SETTINGS_OBSOLETE, "foreign", note)
                      : CheckResult.warning(Check.SETTINGS_OBSOLETE, "obsolete", note);
              return finding.about(String.valueOf(note.args().get(1)));
            });
  }

  private List<CheckResult> conflicts() {
    List<CheckResult> found = new ArrayList<>();
    warnings(Warning.URI_OVERRIDES)
        .map(w -> CheckResult.warning(Check.SETTINGS_CONFLICT, "overridden", w).about(name(w)))
        .forEach(found::add);
    warnings(Warning.TWO_NAMES)
        .map(w -> CheckResult.warning(Check.SETTINGS_CONFLICT, "two_names", w).about(name(w)))
        .forEach(found::add);
    warnings(Warning.AUTH_NOT_ENABLED)
        .map(w -> CheckResult.warning(Check.SETTINGS_CONFLICT, "auth_off", w))
        .forEach(found::add);
    if (isSet("camunda.auth_token") && isSet("camunda.auth_password")) {
      found.add(CheckResult.warning(Check.SETTINGS_CONFLICT, "token_and_password"));
    }
    if (isSet("rabbitmq.addresses") && isSet("rabbitmq.host")) {
      found.add(CheckResult.warning(Check.SETTINGS_CONFLICT, "host_and_addresses"));
    }
    boolean tls = settings.rabbit().tls().enabled();
    settings.rabbit().addresses().stream()
        .filter(address -> address.port() == (tls ? 5672 : 5671))
        .map(a -> CheckResult.warning(Check.SETTINGS_CONFLICT, tls ? "tls_on" : "tls_off", a))
        .forEach(found::add);
    return found;
  }

  private static String name(Message warning) {
    return String.valueOf(warning.args().get(1));
  }

  private boolean isSet(String name) {
    return settings.effective().stream()
        .filter(setting -> setting.name().equals(name) && !setting.value().isEmpty())
        .anyMatch(setting -> !setting.isDefault());
  }

  /**
   * Up to two batches are in hand at once, and half of the short lock is what the worker allows
   * itself for handing them over.
   */
  private CheckResult maxTasks() {
    CamundaSettings camunda = settings.camunda();
    long turns = camunda.handoffLockDuration().dividedBy(2).dividedBy(HAND_OVER);
    long most = Math.max(1, turns * settings.worker().publishConcurrency() / 2);
    int wanted = camunda.maxTasks();
    long millis = camunda.handoffLockDuration().toMillis();
    return wanted > most
        ? CheckResult.warning(
            Check.SETTINGS_MAX_TASKS, "too_large", wanted, millis, most, millis * wanted / most + 1)
        : CheckResult.ok(Check.SETTINGS_MAX_TASKS, "ok", wanted, millis, most);
  }
}
