package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.json.Json;

/**
 * What tests do with the engine as its other users: deploy, start, look. Repeats what the engine
 * has rolled back because another transaction was faster. Does not use the project's own client, so
 * that a mistake there cannot hide itself.
 */
public final class EngineRest {

  private static final int REPETITIONS = 50;
  private static final int PAUSE_MILLIS = 50;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final String tenant;
  private final String authorization;

  /**
   * @param tenant of everything that is deployed; null for none
   */
  public EngineRest(URI base, String tenant) {
    this(base, tenant, null);
  }

  /**
   * @param authorization the header of that name; null for none
   */
  public EngineRest(URI base, String tenant, String authorization) {
    this.base = base;
    this.tenant = tenant;
    this.authorization = authorization;
  }

  /** Deploys a BPMN document. */
  public void deploy(String bpmn) {
    deploy(bpmn.getBytes(StandardCharsets.UTF_8));
  }

  /** Deploys the bytes of a BPMN document. */
  public void deploy(byte[] bpmn) {
    String boundary = "----part";
    StringBuilder form = new StringBuilder();
    field(form, boundary, "deployment-name", "test", null);
    if (tenant != null) {
      field(form, boundary, "tenant-id", tenant, null);
    }
    field(form, boundary, "data", "", "process.bpmn");
    form.setLength(form.length() - "\r\n".length());
    String end = "\r\n--" + boundary + "--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/deployment/create"))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(form.toString()),
                    BodyPublishers.ofByteArray(bpmn),
                    BodyPublishers.ofString(end)))
            .build();
    expect2xx(request);
  }

  private static void field(
      StringBuilder form, String boundary, String name, String value, String file) {
    form.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"");
    form.append(name).append('"');
    if (file != null) {
      form.append("; filename=\"").append(file).append("\"\r\nContent-Type: text/xml");
    }
    form.append("\r\n\r\n").append(value).append("\r\n");
  }

  /** Starts an instance of the tenant's definition; returns its id. */
  public String start(String key, Map<String, ?> variables) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("variables", variables);
    String path = "/process-definition/key/" + key + (tenant == null ? "" : "/tenant-id/" + tenant);
    return post(path + "/start", body).path("id").asText();
  }

  public String start(String key) {
    return start(key, Map.of());
  }

  /** The only external task of an instance. */
  public JsonNode taskOf(String instance) {
    JsonNode tasks = get("/external-task?processInstanceId=" + instance);
    if (tasks.size() != 1) {
      throw new AssertionError("one external task expected: " + tasks);
    }
    return tasks.get(0);
  }

  /** The variable's {@code {type, value, valueInfo}} in history; missing node if there is none. */
  public JsonNode historicVariable(String instance, String name) {
    JsonNode found =
        get(
            "/history/variable-instance?deserializeValues=false&processInstanceId="
                + instance
                + "&variableName="
                + name);
    return found.path(0);
  }

  /** ACTIVE, COMPLETED, ... */
  public String stateOf(String instance) {
    return get("/history/process-instance/" + instance).path("state").asText();
  }

  public long count(String path) {
    return get(path).path("count").asLong();
  }

  public JsonNode get(String path) {
    return expect2xx(HttpRequest.newBuilder(URI.create(base + path)).build());
  }

  public JsonNode post(String path, Object body) {
    return expect2xx(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build());
  }

  public void put(String path, Object body) {
    expect2xx(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(Json.write(body)))
            .build());
  }

  public void delete(String path) {
    expect2xx(HttpRequest.newBuilder(URI.create(base + path)).DELETE().build());
  }

  /** Removes every deployment of the tenant with all its instances. */
  public void clean() {
    String ours = tenant == null ? "withoutTenantId=true" : "tenantIdIn=" + tenant;
    for (JsonNode deployment : get("/deployment?" + ours)) {
      delete("/deployment/" + deployment.path("id").asText() + "?cascade=true");
    }
  }

  /** The engine has rolled it back and says that it may be repeated. */
  private static boolean anotherWasFaster(HttpResponse<String> answer) {
    return answer.statusCode() == 500 && answer.body().contains("OptimisticLockingException");
  }

  private JsonNode expect2xx(HttpRequest request) {
    HttpRequest.Builder limited =
        HttpRequest.newBuilder(request, (name, value) -> true).timeout(Duration.ofMinutes(1));
    if (authorization != null) {
      limited.header("Authorization", authorization);
    }
    try {
      var answer = http.send(limited.build(), BodyHandlers.ofString());
      for (int i = 0; i < REPETITIONS && anotherWasFaster(answer); i++) {
        Thread.sleep(PAUSE_MILLIS);
        answer = http.send(limited.build(), BodyHandlers.ofString());
      }
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(request + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body().isEmpty()
          ? Json.MAPPER.missingNode()
          : Json.MAPPER.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
