package lib.base.config;

import static lib.base.config.SettingType.BROKER_NAME;
import static lib.base.config.SettingType.FLAG;
import static lib.base.config.SettingType.READABLE_FILE;
import static lib.base.config.SettingType.TEXT;
import static lib.base.config.SettingType.URL;
import static lib.base.config.SettingType.whole;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.config.SettingDefinition.Visibility;
import lib.base.text.Message;

/** All settings but the routing table, in the order of {@code config.properties}. */
public final class SettingTable {

  private static final long LONGEST_POLL_MILLIS = 1_800_000; // the engine refuses more

  /** Ends before the year 9999, beyond which dates have another form. */
  private static final long LONGEST_LOCK_MILLIS = 250_000_000_000_000L;

  private static final SettingType PORT = whole(1, 65_535, "port");
  private static final SettingType THREADS = whole(1, 256, "number");

  static final List<SettingDefinition> ALL =
      List.of(
          address("camunda.base_url", "http://localhost:8080/engine-rest", URL),
          setting("camunda.worker_id", "universal-worker", TEXT),
          setting("camunda.auth_enabled", "false", FLAG),
          setting("camunda.auth_username", "", TEXT),
          secret("camunda.auth_password", ""),
          setting("camunda.auth_password_file", "", READABLE_FILE),
          secret("camunda.auth_token", ""),
          setting("camunda.auth_token_file", "", READABLE_FILE),
          setting("camunda.tenant_id", "", SettingType.NAMES),
          setting("camunda.max_tasks", "50", whole(1, 10_000, "number")),
          setting("camunda.lock_duration", "31536000000", millis(1_000, LONGEST_LOCK_MILLIS)),
          setting("camunda.handoff_lock_duration", "60000", millis(1_000, Integer.MAX_VALUE)),
          setting("camunda.async_response_timeout", "30000", millis(0, LONGEST_POLL_MILLIS))
              .alias("CAMUNDA_ASYNC_TIMEOUT"),
          setting("camunda.http_timeout", "30000", millis(1, Integer.MAX_VALUE))
              .alias("CAMUNDA_HTTP_TIMEOUT_MILLIS"),
          setting("camunda.tls_verify", "true", FLAG),
          setting("camunda.ca_file", "", READABLE_FILE),
          address("rabbitmq.host", "localhost", SettingType.HOST),
          setting("rabbitmq.port", "5672", PORT),
          address("rabbitmq.addresses", "", SettingType.ADDRESSES),
          address("rabbitmq.uri", "", SettingType.AMQP_URL),
          setting("rabbitmq.username", "guest", TEXT),
          secret("rabbitmq.password", "guest"),
          setting("rabbitmq.password_file", "", READABLE_FILE),
          setting("rabbitmq.virtual_host", "/", TEXT),
          setting("rabbitmq.tls", "false", FLAG),
          setting("rabbitmq.tls_verify", "true", FLAG),
          setting("rabbitmq.ca_file", "", READABLE_FILE),
          setting("rabbitmq.client_cert_file", "", READABLE_FILE),
          setting("rabbitmq.client_key_file", "", READABLE_FILE),
          address("rabbitmq.management_url", "http://HOST:15672", URL),
          setting("rabbitmq.heartbeat", "60", whole(0, 65_535, "seconds")),
          setting("rabbitmq.connection_timeout", "10000", millis(1, Integer.MAX_VALUE)),
          setting("rabbitmq.tasks_exchange", "camunda.external.tasks", BROKER_NAME)
              .alias("RABBITMQ_TASKS_EXCHANGE_NAME"),
          setting("rabbitmq.alternate_exchange", "camunda.unrouted.tasks", BROKER_NAME)
              .alias("RABBITMQ_ALTERNATE_EXCHANGE_NAME"),
          setting("rabbitmq.responses_exchange", "camunda.task.responses", BROKER_NAME)
              .alias("RABBITMQ_RESPONSES_EXCHANGE_NAME"),
          setting("rabbitmq.responses_queue", "camunda.responses.queue", BROKER_NAME)
              .alias("RABBITMQ_RESPONSES_QUEUE_NAME"),
          setting("rabbitmq.queue_type", "classic", choice("classic", "quorum")),
          setting("worker.topics", "mapped", SettingType.NAMES),
          setting("worker.retry_attempts", "3", whole(1, 1_000, "number")).alias("RETRY_ATTEMPTS"),
          setting("worker.retry_delay", "5", whole(0, Integer.MAX_VALUE, "seconds"))
              .alias("RETRY_DELAY"),
          setting("worker.http_host", "127.0.0.1", TEXT),
          setting("worker.http_port", "8085", whole(0, 65_535, "port")),
          setting("worker.response_handler_enabled", "true", FLAG)
              .alias("RESPONSE_HANDLER_ENABLED"),
          setting("worker.response_concurrency", "8", THREADS),
          setting("worker.publish_concurrency", "8", THREADS),
          setting("worker.return_original_variables", "false", FLAG),
          setting("worker.cancellation_interval", "0", whole(0, 86_400, "seconds")),
          address("worker.status_urls", "http://127.0.0.1:8085", SettingType.URLS),
          setting("bpmn_cache.ttl_hours", "24", whole(1, 87_600, "hours"))
              .alias("WORKER_BPMN_CACHE_TTL_HOURS"),
          setting("bpmn_cache.max_size", "150", whole(1, 1_000_000, "number"))
              .alias("WORKER_BPMN_CACHE_MAX_SIZE"),
          setting("tools.lang", "ru", choice("ru", "en")),
          setting("log.level", "INFO", SettingType.choice(LogLevel.NAMES))
              .alias("WORKER_LOG_LEVEL"),
          setting("log.file", "logs/tools.log", TEXT));

  private SettingTable() {}

  /** Every built-in value by its dotted name, the routing table included. */
  public static Map<String, String> defaults() {
    var defaults = new LinkedHashMap<String, String>();
    ALL.forEach(setting -> defaults.put(setting.name(), setting.defaultValue()));
    defaults.putAll(BuiltInRouting.TABLE);
    return defaults;
  }

  /** Whether a value in force means the same as the built-in one: {@code True} is {@code true}. */
  public static boolean isLikeDefault(String name, String value) {
    return ALL.stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .map(setting -> setting.type().isSame(value, setting.defaultValue()))
        .orElseGet(() -> value.equals(BuiltInRouting.TABLE.get(name)));
  }

  /** What the manual says of each setting, in the order of the table. */
  public static List<SettingDescription> descriptions() {
    return ALL.stream()
        .map(
            s ->
                new SettingDescription(s.name(), s.defaultValue(), s.type().allowed(), s.aliases()))
        .toList();
  }

  /** Names that are accepted and have no effect any more, with the reason. */
  public static Map<String, Message> obsoleteNames() {
    return ObsoleteSetting.reasons();
  }

  private static SettingDefinition setting(String name, String value, SettingType type) {
    return new SettingDefinition(name, value, type, Visibility.PLAIN, List.of());
  }

  private static SettingDefinition secret(String name, String value) {
    return new SettingDefinition(name, value, TEXT, Visibility.SECRET, List.of());
  }

  private static SettingDefinition address(String name, String value, SettingType type) {
    return new SettingDefinition(name, value, type, Visibility.ADDRESS, List.of());
  }

  private static SettingType millis(long least, long most) {
    return whole(least, most, "millis");
  }

  private static SettingType choice(String... words) {
    return SettingType.choice(List.of(words));
  }
}
