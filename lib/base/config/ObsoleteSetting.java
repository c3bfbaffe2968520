package lib.base.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Message;

/**
 * Names of the predecessor whose function is gone, in environment form.
 *
 * @param reason text key of why it is gone: {@code config.obsolete.REASON}
 */
record ObsoleteSetting(String name, String reason) {

  private static final String OTHER_PROGRAM_PREFIX = "BITRIX_";

  private static final List<ObsoleteSetting> ALL =
      List.of(
          new ObsoleteSetting("EXCHANGER_ENV", "environment"),
          new ObsoleteSetting("CAMUNDA_FETCH_INTERVAL", "unused"),
          new ObsoleteSetting("CAMUNDA_TIMEOUT_DELTA", "http_timeout"),
          new ObsoleteSetting("CAMUNDA_TIMEOUT_DELTA_MILLIS", "http_timeout"),
          new ObsoleteSetting("CAMUNDA_INCLUDE_EXT_PROPS", "unused"),
          new ObsoleteSetting("CAMUNDA_INCLUDE_EXTENSION_PROPERTIES", "unused"),
          new ObsoleteSetting("CAMUNDA_DESERIALIZE_VALUES", "fixed"),
          new ObsoleteSetting("CAMUNDA_SORTING", "fixed"),
          new ObsoleteSetting("CAMUNDA_DEBUG", "log_level"),
          new ObsoleteSetting("CAMUNDA_IS_DEBUG", "log_level"),
          new ObsoleteSetting("DEBUG_SAVE_RESPONSE_MESSAGES", "log_level"),
          new ObsoleteSetting("CAMUNDA_DEBUG_SAVE_RESPONSE_MESSAGES", "log_level"),
          new ObsoleteSetting("CAMUNDA_SLEEP_SECONDS", "long_polling"),
          new ObsoleteSetting("CAMUNDA_LOCK_EXTENSION_INTERVAL", "unused"),
          new ObsoleteSetting("CAMUNDA_MAX_TASK_LIFETIME", "unused"),
          new ObsoleteSetting("RABBITMQ_BLOCKED_TIMEOUT", "blocked"),
          new ObsoleteSetting("RABBITMQ_BLOCKED_CONNECTION_TIMEOUT", "blocked"),
          new ObsoleteSetting("RABBITMQ_TASKS_EXCHANGE_TYPE", "fixed"),
          new ObsoleteSetting("RABBITMQ_ALTERNATE_EXCHANGE_TYPE", "fixed"),
          new ObsoleteSetting("RABBITMQ_RESPONSES_EXCHANGE_TYPE", "fixed"),
          new ObsoleteSetting("HEARTBEAT_INTERVAL", "push"),
          new ObsoleteSetting("WORKER_HEARTBEAT_INTERVAL", "push"),
          new ObsoleteSetting("RESPONSE_PROCESSING_INTERVAL", "push"),
          new ObsoleteSetting("WORKER_RESPONSE_PROCESSING_INTERVAL", "push"),
          new ObsoleteSetting("MONITOR_LOG_INTERVAL", "other_program"),
          new ObsoleteSetting("WORKER_MONITOR_LOG_INTERVAL", "other_program"),
          new ObsoleteSetting("MAX_MESSAGES_PER_BATCH", "other_program"),
          new ObsoleteSetting("MESSAGE_PROCESSING_TIMEOUT", "other_program"));

  /** Every name with the reason why it is gone. */
  static Map<String, Message> reasons() {
    Map<String, Message> reasons = new LinkedHashMap<>();
    ALL.forEach(setting -> reasons.put(setting.name(), reason(setting.reason())));
    reasons.put(OTHER_PROGRAM_PREFIX + "*", reason("other_program"));
    return reasons;
  }

  private static Message reason(String reason) {
    return Message.of("config.obsolete." + reason);
  }

  /** What is known about a key in environment form, if it is obsolete. */
  static Optional<ObsoleteSetting> of(String environmentForm) {
    if (environmentForm.startsWith(OTHER_PROGRAM_PREFIX)) {
      return Optional.of(new ObsoleteSetting(environmentForm, "other_program"));
    }
    return ALL.stream().filter(setting -> setting.name().equals(environmentForm)).findFirst();
  }
}
