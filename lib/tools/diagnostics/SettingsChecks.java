package lib.tools.diagnostics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.base.config.CamundaSettings;
import lib.base.config.Settings;
import lib.base.text.Message;

/** What the settings say that is wrong, contradicts itself or is hardly meant. Asks no server. */
public final class SettingsChecks {

  /** Predecessor's settings of other programs, which share its {@code .env}. */
  private static final String OTHER_PROGRAM = "config.obsolete.other_program";

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
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    addOrOk(all, Check.SETTINGS_UNKNOWN, unknown());
    addOrOk(all, Check.SETTINGS_OBSOLETE, obsolete());
    addOrOk(all, Check.SETTINGS_CONFLICT, conflicts());
    addOrOk(all, Check.SETTINGS_VALUE, new SuspiciousValues(settings).findings());
    all.add(maxTasks());
    return all;
  }

  private static void addOrOk(List<Finding> all, Check check, List<Finding> found) {
    all.addAll(found.isEmpty() ? List.of(Finding.ok(check, "ok")) : found);
  }

  private List<Finding> unknown() {
    return Stream.concat(warnings("config.unknown_key"), settings.similar().stream())
        .map(
            warning ->
                Finding.warning(Check.SETTINGS_UNKNOWN, "unknown", warning)
                    .about(String.valueOf(warning.args().get(1))))
        .toList();
  }

  private Stream<Message> warnings(String key) {
    return settings.warnings().stream().filter(warning -> warning.key().startsWith(key));
  }

  /** What belongs to another program is not worth a warning: it may be needed there. */
  private List<Finding> obsolete() {
    return settings.obsolete().stream()
        .map(
            note -> {
              boolean foreign = ((Message) note.args().get(2)).key().equals(OTHER_PROGRAM);
              Finding finding =
                  foreign
                      ? Finding.ok(Check.SETTINGS_OBSOLETE, "foreign", note)
                      : Finding.warning(Check.SETTINGS_OBSOLETE, "obsolete", note);
              return finding.about(String.valueOf(note.args().get(1)));
            })
        .toList();
  }

  private List<Finding> conflicts() {
    List<Finding> found = new ArrayList<>();
    warnings("config.uri_overrides")
        .map(w -> Finding.warning(Check.SETTINGS_CONFLICT, "overridden", w).about(name(w)))
        .forEach(found::add);
    warnings("config.auth_not_enabled")
        .map(w -> Finding.warning(Check.SETTINGS_CONFLICT, "auth_off", w))
        .forEach(found::add);
    CamundaSettings camunda = settings.camunda();
    if (camunda.handoffLockDuration().compareTo(camunda.lockDuration()) > 0) {
      found.add(
          Finding.warning(
              Check.SETTINGS_CONFLICT,
              "locks",
              camunda.handoffLockDuration().toMillis(),
              camunda.lockDuration().toMillis()));
    }
    if (isSet("camunda.auth_token") && isSet("camunda.auth_password")) {
      found.add(Finding.warning(Check.SETTINGS_CONFLICT, "token_and_password"));
    }
    if (isSet("rabbitmq.addresses") && isSet("rabbitmq.host")) {
      found.add(Finding.warning(Check.SETTINGS_CONFLICT, "host_and_addresses"));
    }
    boolean tls = settings.rabbit().tls().enabled();
    settings.rabbit().addresses().stream()
        .filter(address -> address.port() == (tls ? 5672 : 5671))
        .map(a -> Finding.warning(Check.SETTINGS_CONFLICT, tls ? "tls_on" : "tls_off", a))
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
  private Finding maxTasks() {
    CamundaSettings camunda = settings.camunda();
    long turns = camunda.handoffLockDuration().dividedBy(2).dividedBy(HAND_OVER);
    long most = Math.max(1, turns * settings.worker().publishConcurrency() / 2);
    int wanted = camunda.maxTasks();
    long millis = camunda.handoffLockDuration().toMillis();
    return wanted > most
        ? Finding.warning(
            Check.SETTINGS_MAX_TASKS, "too_large", wanted, millis, most, millis * wanted / most + 1)
        : Finding.ok(Check.SETTINGS_MAX_TASKS, "ok", wanted, millis, most);
  }
}
