package lib.systems.camunda;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every request that the worker and the tools make, tried. Those that would change something name a
 * task, a definition or a topic that does not exist: the engine says so, and changes nothing.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/">Camunda REST API</a>
 */
public final class EngineEndpoints {

  /** Nothing in an engine is called so. */
  private static final String NOBODY = "worker-diagnostics";

  private static final String TASK = "/external-task/" + NOBODY;
  private static final Map<String, Object> WORKER = Map.of("workerId", NOBODY);

  /**
   * A request.
   *
   * @param body null for none
   */
  public record Endpoint(String method, String path, Object body) {

    /** As people write it, without what was made up. */
    public String name() {
      return method + " " + path.replaceFirst("\\?.*", "").replace(NOBODY, "{id}");
    }
  }

  /** All of them. */
  public static final List<Endpoint> ALL =
      List.of(
          new Endpoint("GET", "/external-task/count", null),
          new Endpoint("GET", "/external-task/topic-names", null),
          new Endpoint("POST", "/external-task/fetchAndLock", fetch()),
          new Endpoint("POST", TASK + "/extendLock", with("newDuration", 1000)),
          new Endpoint("POST", TASK + "/lock", with("lockDuration", 1000)),
          new Endpoint("POST", TASK + "/unlock", Map.of()),
          new Endpoint("POST", TASK + "/complete", WORKER),
          new Endpoint("POST", TASK + "/failure", with("retries", 1)),
          new Endpoint("POST", TASK + "/bpmnError", with("errorCode", NOBODY)),
          new Endpoint("PUT", TASK + "/retries", Map.of("retries", 1)),
          new Endpoint(
              "POST",
              "/variable-instance?deserializeValues=false&maxResults=1",
              Map.of("processInstanceIdIn", List.of(NOBODY))),
          new Endpoint("GET", "/process-definition/count", null),
          new Endpoint("GET", "/process-definition/" + NOBODY + "/xml", null),
          new Endpoint("POST", "/process-definition/" + NOBODY + "/start", Map.of()),
          new Endpoint("GET", "/process-instance/count", null),
          new Endpoint("GET", "/history/process-instance/count", null),
          new Endpoint("GET", "/incident/count", null),
          new Endpoint("GET", "/task/count", null));

  private EngineEndpoints() {}

  private static Map<String, Object> with(String name, Object value) {
    return Map.of("workerId", NOBODY, name, value);
  }

  /** Another worker id than the worker's: some engines let one id wait only once. */
  private static Map<String, Object> fetch() {
    Map<String, Object> topic = Map.of("topicName", NOBODY, "lockDuration", 1000);
    return Map.of("workerId", NOBODY, "maxTasks", 1, "topics", List.of(topic));
  }

  /** Tries one; returns the failure if it cannot be used. */
  public static Optional<CamundaException> failure(RestClient rest, Endpoint endpoint) {
    try {
      rest.send(endpoint.method(), endpoint.path(), endpoint.body(), rest.settings().httpTimeout());
      return Optional.empty();
    } catch (CamundaException e) {
      // The engine itself says that there is no such thing: exactly what was to be found out.
      boolean expected = e.engineType() != null && e.reason().contains(NOBODY);
      return expected ? Optional.empty() : Optional.of(e);
    }
  }
}
