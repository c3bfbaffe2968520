package lib.systems.camunda;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What to ask of {@code GET /external-task}. Engines ignore parameters that they do not know, so
 * whoever changes tasks that were found checks each of them again. Immutable; each method returns a
 * new query.
 *
 * @param parameters by name, not encoded yet
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/get-query/">Camunda
 *     REST API, Get External Tasks</a>
 */
public record TaskQuery(Map<String, String> parameters) {

  private static final TaskQuery ALL = new TaskQuery(Map.of());

  /** Every external task. */
  public static TaskQuery all() {
    return ALL;
  }

  /** Only tasks whose lock is valid by the engine's clock; includes those in back-off. */
  public TaskQuery locked() {
    return with("locked", "true");
  }

  /** Only tasks whose lock ends or has ended before that time. */
  public TaskQuery lockEndsBefore(Instant time) {
    return with("lockExpirationBefore", TaskState.engineTime(time));
  }

  /** Only tasks of this topic. */
  public TaskQuery topic(String topic) {
    return with("topicName", topic);
  }

  /**
   * Only tasks of this process. The engine knows the parameter since 7.24; before, it ignores it.
   */
  public TaskQuery process(String key) {
    return with("processDefinitionKey", key);
  }

  /** Only tasks without retries left, locked or not. */
  public TaskQuery outOfRetries() {
    return with("noRetriesLeft", "true");
  }

  /** Only tasks of these tenants; no tenants = all tasks. */
  public TaskQuery tenants(Collection<String> tenantIds) {
    return tenantIds.isEmpty() ? this : with("tenantIdIn", String.join(",", tenantIds));
  }

  /** With another parameter of the engine's documentation. */
  public TaskQuery with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    return new TaskQuery(changed);
  }

  /** The parameters as they stand in a URL, without the question mark. */
  String encoded() {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + RestClient.encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }
}
