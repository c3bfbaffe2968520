package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lib.base.json.Json;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.ProcessDefinitions;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskState;
import lib.systems.camunda.TenantFilter;
import lib.tools.processes.instance.InstanceReport.Activity;
import lib.tools.processes.instance.InstanceReport.Definition;
import lib.tools.processes.instance.InstanceReport.Task;
import lib.tools.processes.instance.InstanceReport.Trouble;
import lib.tools.processes.instance.InstanceReport.Variable;

/**
 * Reads everything that the engine says of an instance. Changes nothing; throws {@code
 * CamundaException} if the engine does not answer as expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/">Camunda REST API</a>
 */
record InstanceReader(RestClient rest, InstanceSearch search, TenantFilter tenants, Instant now) {

  private static final int MOST = 1000;

  /** What an instance passes through last, or has around it. */
  private static final List<String> SCOPES = List.of("processDefinition", "subProcess");

  InstanceReport read(Instance instance) {
    return new InstanceReport(
        withCaller(instance),
        new ProcessDefinitions(rest, tenants)
            .find(instance.processDefinitionId())
            .map(found -> new Definition(found.name().orElse(found.key()), found.version())),
        instance.isRunning() ? standing(instance.id()) : ended(instance.id()),
        variables(instance),
        tasks(instance.id()),
        incidents(instance.id()),
        search.calledBy(instance.id()),
        Optional.empty(),
        List.of());
  }

  private Instance withCaller(Instance instance) {
    if (instance.calledBy().isPresent() || !instance.isRunning()) {
      return instance;
    }
    JsonNode callers = rest.list("/process-instance?subProcessInstance=" + encoded(instance.id()));
    Optional<String> caller =
        callers.size() == 1 ? Json.text(callers.get(0), "id") : Optional.empty();
    return new Instance(
        instance.id(),
        instance.state(),
        instance.processKey(),
        instance.processDefinitionId(),
        instance.businessKey(),
        instance.tenantId(),
        instance.started(),
        instance.ended(),
        instance.deleteReason(),
        caller);
  }

  private static String encoded(String id) {
    return RestClient.encode(id);
  }

  /** The leaves of the tree of activities, with their times from history if there is one. */
  private List<Activity> standing(String id) {
    JsonNode times =
        rest.list(
            "/history/activity-instance?unfinished=true&maxResults="
                + MOST
                + "&processInstanceId="
                + encoded(id));
    List<Activity> found = new ArrayList<>();
    addLeaves(rest.get("/process-instance/" + encoded(id) + "/activity-instances"), times, found);
    return found;
  }

  private static void addLeaves(JsonNode node, JsonNode times, List<Activity> found) {
    JsonNode children = node.path("childActivityInstances");
    children.forEach(child -> addLeaves(child, times, found));
    for (JsonNode transition : node.path("childTransitionInstances")) {
      found.add(activity(transition, Optional.empty()));
    }
    if (children.isEmpty() && !node.path("activityType").asText().equals("processDefinition")) {
      found.add(activity(node, since(node.path("id").asText(), times)));
    }
  }

  private static Optional<String> since(String id, JsonNode times) {
    for (JsonNode row : times) {
      if (row.path("id").asText().equals(id)) {
        return Json.text(row, "startTime");
      }
    }
    return Optional.empty();
  }

  private static Activity activity(JsonNode node, Optional<String> since) {
    return new Activity(
        node.path("activityId").asText(),
        Json.text(node, "activityName").filter(name -> !name.isEmpty()),
        node.path("activityType").asText("-"),
        since);
  }

  /** The last activity that it went through. */
  private List<Activity> ended(String id) {
    String query = "/history/activity-instance?sortBy=endTime&sortOrder=desc&maxResults=5";
    for (JsonNode row : rest.list(query + "&finished=true&processInstanceId=" + encoded(id))) {
      if (!SCOPES.contains(row.path("activityType").asText())) {
        return List.of(activity(row, Json.text(row, "endTime")));
      }
    }
    return List.of();
  }

  private List<Variable> variables(Instance instance) {
    String ofThis = "deserializeValues=false&maxResults=" + MOST + "&processInstanceId";
    String path =
        instance.isRunning()
            ? "/variable-instance?" + ofThis + "In="
            : "/history/variable-instance?" + ofThis + "=";
    List<Variable> found = new ArrayList<>();
    for (JsonNode row : rest.list(path + encoded(instance.id()))) {
      String scope = row.path("activityInstanceId").asText(instance.id());
      found.add(
          new Variable(
              row.path("name").asText(),
              row.path("type").asText("-"),
              row.path("value"),
              !scope.equals(instance.id())));
    }
    found.sort(Comparator.comparing(Variable::local).thenComparing(Variable::name));
    return found;
  }

  private List<Task> tasks(String id) {
    List<Task> found = new ArrayList<>();
    String query = "/external-task?sortBy=id&sortOrder=asc&maxResults=" + MOST;
    for (JsonNode row : rest.list(query + "&processInstanceId=" + encoded(id))) {
      if (id.equals(row.path("processInstanceId").asText())) {
        found.add(task(new TaskLists(rest).state(row)));
      }
    }
    return found;
  }

  private Task task(TaskState task) {
    return new Task(
        task.id(),
        task.topic(),
        task.place().activityId(),
        task.conditionAt(now).code(),
        task.holder(),
        task.lockEnd().map(Instant::toString),
        task.retries(),
        task.created().map(Instant::toString),
        task.errorMessage(),
        task.errorMessage().flatMap(message -> details(task.id())),
        Optional.empty());
  }

  /** It may have been completed meanwhile. */
  private Optional<String> details(String taskId) {
    try {
      byte[] text = rest.bytes("/external-task/" + encoded(taskId) + "/errorDetails");
      return Optional.of(new String(text, StandardCharsets.UTF_8)).filter(it -> !it.isBlank());
    } catch (CamundaException e) {
      return Optional.empty();
    }
  }

  private List<Trouble> incidents(String id) {
    return new Incidents(rest)
        .of(id).stream()
            .map(
                incident ->
                    new Trouble(
                        incident.type(),
                        incident.message(),
                        incident.activityId(),
                        incident.processInstanceId()))
            .toList();
  }
}
