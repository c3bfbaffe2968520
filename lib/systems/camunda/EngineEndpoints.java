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
   * @param body written as JSON
   */
  public record Endpoint(String method, String path, Optional<Object> body) {

    /** As people write it, without what was made up. */
    public String name() {
      return method + " " + path.replaceFirst("\\?.*", "").replace(NOBODY, "{id}");
    }
  }

  /** All of them. */
  public static final List<Endpoint> ALL =
      List.of(
          get("/external-task/count"),
          get("/external-task/topic-names"),
          send("POST", "/external-task/fetchAndLock", fetch()),
          send("POST", TASK + "/extendLock", with("newDuration", 1000)),
          send("POST", TASK + "/lock", with("lockDuration", 1000)),
          send("POST", TASK + "/unlock", Map.of()),
          send("POST", TASK + "/complete", WORKER),
          send("POST", TASK + "/failure", with("retries", 1)),
          send("POST", TASK + "/bpmnError", with("errorCode", NOBODY)),
          send("PUT", TASK + "/retries", Map.of("retries", 1)),
          send(
              "POST",
              "/variable-instance?deserializeValues=false&maxResults=1",
              Map.of("processInstanceIdIn", List.of(NOBODY))),
          get("/process-definition/count"),
          get("/process-definition/" + NOBODY + "/xml"),
          send("POST", "/process-definition/" + NOBODY + "/start", Map.of()),
          get("/process-instance/count"),
          get("/history/process-instance/count"),
          get("/incident/count"),
          get("/task/count"));

  private EngineEndpoints() {}

  private static Endpoint get(String path) {
    return new Endpoint("GET", path, Optional.empty());
  }

  private static Endpoint send(String method, String path, Object body) {
    return new Endpoint(method, path, Optional.of(body));
  }

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
      rest.send(
          endpoint.method(),
          endpoint.path(),
          endpoint.body().orElse(null),
          rest.settings().httpTimeout());
      return Optional.empty();
    } catch (CamundaException e) {
      // The engine itself says that there is no such thing: exactly what was to be found out.
      boolean expected = e.engineType().isPresent() && e.reason().contains(NOBODY);
      return expected ? Optional.empty() : Optional.of(e);
    }
  }
}
