package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lib.base.json.Json;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.InstanceDetails;
import lib.systems.camunda.InstanceDetails.By;
import lib.systems.camunda.ProcessDefinitions;
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
record InstanceReader(
    InstanceDetails details, InstanceSearch search, TenantFilter tenants, Instant now) {

  /** What an instance passes through last, or has around it. */
  private static final List<String> SCOPES = List.of("processDefinition", "subProcess");

  InstanceReport read(Instance instance) {
    return new InstanceReport(
        withCaller(instance),
        new ProcessDefinitions(details.rest(), tenants)
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
    JsonNode callers = details.running(By.CALLED, instance.id());
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

  /** The leaves of the tree of activities, with their times from history if there is one. */
  private List<Activity> standing(String id) {
    JsonNode times = details.openActivities(id);
    List<Activity> found = new ArrayList<>();
    addLeaves(details.activities(id), times, found);
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
    for (JsonNode row : details.endedActivities(id)) {
      if (!SCOPES.contains(row.path("activityType").asText())) {
        return List.of(activity(row, Json.text(row, "endTime")));
      }
    }
    return List.of();
  }

  private List<Variable> variables(Instance instance) {
    String id = instance.id();
    JsonNode rows = instance.isRunning() ? details.variables(id) : details.historicVariables(id);
    List<Variable> found = new ArrayList<>();
    for (JsonNode row : rows) {
      String scope = row.path("activityInstanceId").asText(id);
      found.add(
          new Variable(
              row.path("name").asText(),
              row.path("type").asText("-"),
              row.path("value"),
              !scope.equals(id)));
    }
    found.sort(Comparator.comparing(Variable::local).thenComparing(Variable::name));
    return found;
  }

  private List<Task> tasks(String id) {
    List<Task> found = new ArrayList<>();
    for (JsonNode row : details.externalTasks(id)) {
      if (id.equals(row.path("processInstanceId").asText())) {
        found.add(task(new TaskLists(details.rest()).state(row)));
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
        task.errorMessage().flatMap(message -> details.errorDetails(task.id())),
        Optional.empty());
  }

  private List<Trouble> incidents(String id) {
    return new Incidents(details.rest())
        .of(id).stream()
            .map(
                incident ->
                    new Trouble(
                        incident.type(),
                        incident.message(),
                        incident.activityId(),
                        incident.processInstanceId(),
                        incident.job()))
            .toList();
  }
}
