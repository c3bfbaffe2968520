package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lib.base.json.Json;

/**
 * What the engine says of single instances, running or ended, as its own objects. Changes nothing;
 * every method throws {@link CamundaException} if the engine does not answer as expected. Lists are
 * cut after a number that nobody reads to its end.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/">Camunda REST API</a>
 */
public record InstanceDetails(RestClient rest) {

  private static final int MOST = 1000;

  /** How instances are looked for. */
  public enum By {
    ID("processInstanceIds", "processInstanceIds"),
    BUSINESS_KEY("businessKey", "processInstanceBusinessKey"),
    CALLER("superProcessInstance", "superProcessInstanceId"),
    CALLED("subProcessInstance", "subProcessInstanceId");

    private final String running;
    private final String historic;

    By(String running, String historic) {
      this.running = running;
      this.historic = historic;
    }
  }

  /** The running instances of which that is so; engines ignore what they do not know. */
  public JsonNode running(By by, String value) {
    return rest.list("/process-instance?" + most(by.running, value));
  }

  /** The same from history, running ones among them, the newest first. */
  public JsonNode historic(By by, String value) {
    String order = "sortBy=startTime&sortOrder=desc&";
    return rest.list("/history/process-instance?" + order + most(by.historic, value));
  }

  /** Whether history has any instance; where it is written, it has the running ones. */
  public boolean hasHistory() {
    return !rest.list("/history/process-instance?maxResults=1").isEmpty();
  }

  /** The tree of the activities at which a running instance stands. */
  public JsonNode activities(String id) {
    return rest.get("/process-instance/" + RestClient.encode(id) + "/activity-instances");
  }

  /** The activities that have not ended, from history, with their times. */
  public JsonNode openActivities(String id) {
    return rest.list("/history/activity-instance?unfinished=true&" + most("processInstanceId", id));
  }

  /** The activities that have ended, the last one first. */
  public JsonNode endedActivities(String id) {
    String order = "finished=true&sortBy=endTime&sortOrder=desc&";
    return rest.list("/history/activity-instance?" + order + most("processInstanceId", id));
  }

  /** The variables of a running instance and of its parts. */
  public JsonNode variables(String id) {
    return rest.list(
        "/variable-instance?deserializeValues=false&" + most("processInstanceIdIn", id));
  }

  /** Those of one that has ended, or is running, from history. */
  public JsonNode historicVariables(String id) {
    return rest.list(
        "/history/variable-instance?deserializeValues=false&" + most("processInstanceId", id));
  }

  /** Its external tasks. */
  public JsonNode externalTasks(String id) {
    return rest.list("/external-task?sortBy=id&sortOrder=asc&" + most("processInstanceId", id));
  }

  /** What was reported with the last failure of a task; empty if nothing, or the task is gone. */
  public Optional<String> errorDetails(String taskId) {
    try {
      byte[] text = rest.bytes("/external-task/" + RestClient.encode(taskId) + "/errorDetails");
      return Optional.of(new String(text, StandardCharsets.UTF_8)).filter(it -> !it.isBlank());
    } catch (CamundaException e) {
      return Optional.empty();
    }
  }

  /** The BPMN document of a definition. */
  public String model(String definitionId) {
    JsonNode answer = rest.get("/process-definition/" + RestClient.encode(definitionId) + "/xml");
    return Json.text(answer, "bpmn20Xml").orElse("");
  }

  private static String most(String parameter, String value) {
    return parameter + "=" + RestClient.encode(value) + "&maxResults=" + MOST;
  }
}
