package sandbox;

//SOURCES SandboxFailure.java
//SOURCES ../lib/systems/camunda/package-info.java
//FILES demo.bpmn=demo.bpmn

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import lib.systems.camunda.RestClient;

/** The demo's process in the engine: its deployment and the instances of one run. */
public final class DemoProcess {
  public static final String KEY = "UniversalWorkerDemo";

  /** The process's topics, so that the worker need not touch any other. */
  public static final List<String> TOPICS =
      List.of(
          "bitrix_create_task",
          "op_create_task",
          "1c_create_document",
          "send_email",
          "archive_order");

  private static final int IDS_A_REQUEST = 500; // Oracle takes at most 1,000 in one list

  private final RestClient rest;
  private final Optional<String> tenant;
  private final String run;

  /**
   * @param tenant owner of the deployment in an engine that is not the demo's own
   * @param run what the business keys of this run's instances start with
   */
  public DemoProcess(RestClient rest, Optional<String> tenant, String run) {
    this.rest = rest;
    this.tenant = tenant;
    this.run = run;
  }

  /** Deploys the process; no new version if it is there already. */
  public void deploy() throws InterruptedException {
    var parts = new ArrayList<>(List.of("deployment-name", "Universal Camunda Worker: demo"));
    parts.addAll(List.of("enable-duplicate-filtering", "true"));
    tenant.ifPresent(id -> parts.addAll(List.of("tenant-id", id)));
    var boundary = UUID.randomUUID().toString();
    var request =
        HttpRequest.newBuilder(URI.create(rest.settings().baseUrl() + "/deployment/create"))
            .timeout(rest.settings().httpTimeout())
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofString(multipart(boundary, parts)))
            .build();
    try {
      var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new SandboxFailure("demo.not_deployed", request.uri().toString(), answer.body());
      }
    } catch (IOException e) {
      throw new SandboxFailure("demo.not_deployed", request.uri().toString(), e.toString());
    }
  }

  /** Starts the instance with this number; every fifth order is for more than 1,000,000. */
  public String start(int number) {
    var path = "/process-definition/key/" + KEY + tenant.map(id -> "/tenant-id/" + id).orElse("");
    var variables =
        Map.of(
            "orderNumber", variable("String", run + "-" + number),
            "amount", variable("Long", number % 5 == 0 ? 2_000_000L : 1_000L + number % 1_000),
            "customer", variable("String", "customer-" + number + "@example.org"));
    var body = Map.of("businessKey", run + "-" + number, "variables", variables);
    return rest.post(path + "/start", body).path("id").asText();
  }

  /** How many of this run's instances are still running. */
  public long running() {
    return rest.get("/process-instance/count?businessKeyLike=" + ofRun()).path("count").asLong();
  }

  /**
   * How many of this run's instances came to their regular end; all that ended, without history.
   */
  public long completed(long started) {
    var query = "/history/process-instance/count?processInstanceBusinessKeyLike=" + ofRun();
    var known = rest.get(query).path("count").asLong();
    return known == 0
        ? started - running()
        : rest.get(query + "&completed=true").path("count").asLong();
  }

  /** The external tasks that this run's instances wait for, by topic. */
  public Map<String, Integer> openTasks() {
    var open = new TreeMap<String, Integer>();
    inPortions(
        ids(rest.get("/process-instance?businessKeyLike=" + ofRun()), "id"),
        ids ->
            ids(rest.post("/external-task", Map.of("processInstanceIdIn", ids)), "topicName")
                .forEach(topic -> open.merge(topic, 1, Integer::sum)));
    return open;
  }

  /** How many of these external tasks still exist. */
  public long existing(Collection<String> taskIds) {
    var counts = new ArrayList<Long>();
    inPortions(
        List.copyOf(taskIds),
        ids -> {
          var body = Map.of("externalTaskIdIn", ids);
          counts.add(rest.post("/external-task/count", body).path("count").asLong());
        });
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** Deletes what is left of this run's instances. */
  public void delete() {
    ids(rest.get("/process-instance?businessKeyLike=" + ofRun()), "id")
        .forEach(id -> rest.send("DELETE", "/process-instance/" + id, null, timeout()));
  }

  private Duration timeout() {
    return rest.settings().httpTimeout();
  }

  private String ofRun() {
    return RestClient.encode(run + "-%");
  }

  private static void inPortions(List<String> ids, Consumer<List<String>> action) {
    for (int from = 0; from < ids.size(); from += IDS_A_REQUEST) {
      action.accept(ids.subList(from, Math.min(ids.size(), from + IDS_A_REQUEST)));
    }
  }

  private static List<String> ids(JsonNode rows, String field) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.path(field).asText())
        .toList();
  }

  private static Map<String, Object> variable(String type, Object value) {
    return Map.of("type", type, "value", value);
  }

  /** Form fields (name, value, name, value...) and the BPMN file. */
  private static String multipart(String boundary, List<String> fields) {
    var text = new StringBuilder();
    for (int i = 0; i < fields.size(); i += 2) {
      text.append(part(boundary, "name=\"" + fields.get(i) + "\"", fields.get(i + 1)));
    }
    text.append(part(boundary, "name=\"demo.bpmn\"; filename=\"demo.bpmn\"", bpmn()));
    return text.append("--" + boundary + "--\r\n").toString();
  }

  private static String part(String boundary, String disposition, String content) {
    return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        .formatted(boundary, disposition, content);
  }

  private static String bpmn() {
    try (var file = DemoProcess.class.getResourceAsStream("/demo.bpmn")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
