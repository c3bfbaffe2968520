package lib.base.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.base.text.Message;

/**
 * Names that the predecessor documented and did not read: in its environment file they may stand
 * with any value, since that never mattered.
 */
final class PredecessorNames {

  private static final Set<String> IGNORED =
      Set.of(
          "CAMUNDA_ASYNC_TIMEOUT",
          "CAMUNDA_HTTP_TIMEOUT",
          "RABBITMQ_HEARTBEAT",
          "RABBITMQ_TASKS_EXCHANGE",
          "RABBITMQ_ALTERNATE_EXCHANGE",
          "RABBITMQ_RESPONSES_EXCHANGE",
          "RABBITMQ_RESPONSES_QUEUE",
          "RESPONSE_HANDLER_ENABLED",
          "BPMN_CACHE_TTL_HOURS",
          "BPMN_CACHE_MAX_SIZE");

  private PredecessorNames() {}

  /** A note for each of them that is in force with another value than the default. */
  static List<Message> nowEffective(Map<String, Entry> settings) {
    return settings.entrySet().stream()
        .filter(setting -> IGNORED.contains(setting.getValue().key()))
        .filter(s -> !SettingTable.isLikeDefault(s.getKey(), s.getValue().value()))
        .map(
            setting ->
                Message.of(
                    "config.now_effective",
                    setting.getValue().where(),
                    setting.getValue().key(),
                    setting.getKey() + " = " + setting.getValue().value()))
        .toList();
  }
}
