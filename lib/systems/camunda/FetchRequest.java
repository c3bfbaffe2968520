package lib.systems.camunda;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to fetch: highest priority first, then the oldest.
 *
 * @param maxTasks upper limit for all topics together
 * @param lock how long the returned tasks are locked
 * @param pollTime how long the engine waits for a task to appear
 * @param tenantIds only tasks of these tenants; empty for all
 */
public record FetchRequest(
    String workerId,
    int maxTasks,
    Duration lock,
    Duration pollTime,
    Collection<String> topics,
    List<String> tenantIds) {

  Map<String, Object> body(boolean sorted) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workerId", workerId);
    body.put("maxTasks", maxTasks);
    body.put("usePriority", true);
    if (sorted) {
      body.put("sorting", List.of(Map.of("sortBy", "createTime", "sortOrder", "asc")));
    }
    body.put("asyncResponseTimeout", pollTime.toMillis());
    body.put("topics", topics.stream().map(this::topic).toList());
    return body;
  }

  private Map<String, Object> topic(String name) {
    Map<String, Object> topic = new LinkedHashMap<>();
    topic.put("topicName", name);
    topic.put("lockDuration", lock.toMillis());
    // One variable whose Java class the engine does not know would make the whole answer fail.
    topic.put("deserializeValues", false);
    if (!tenantIds.isEmpty()) {
      topic.put("tenantIdIn", tenantIds);
    }
    return topic;
  }
}
