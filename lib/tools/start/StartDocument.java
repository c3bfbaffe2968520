package lib.tools.start;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Texts;
import lib.systems.camunda.Incident;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.StartRequest;
import lib.systems.camunda.WebApps;

/**
 * What start_process says to programs. The names of the fields stay as they are; what a run did not
 * get to is left out.
 */
@JsonInclude(Include.NON_EMPTY)
public record StartDocument(
    Optional<ProcessDefinition> definition,
    List<ProcessDefinition> versions,
    Optional<Boolean> started,
    Optional<Boolean> dryRun,
    Optional<Request> request,
    List<Instance> running,
    Optional<Instance> instance,
    @JsonProperty("wait") Optional<Waited> waited) {

  record Request(String method, String url, Map<String, Object> body) {

    private static Request of(StartResult.Sending sending) {
      return new Request(StartRequest.METHOD, sending.url(), sending.request().body());
    }
  }

  /**
   * An instance.
   *
   * @param ended as are the addresses, only of the one that was started
   */
  record Instance(
      String id,
      String definitionId,
      Optional<String> businessKey,
      Optional<String> caseInstanceId,
      boolean suspended,
      Optional<String> tenantId,
      @JsonInclude(Include.NON_ABSENT) Optional<Boolean> ended,
      @JsonInclude(Include.NON_ABSENT) Optional<String> cockpitUrl,
      @JsonInclude(Include.NON_ABSENT) Optional<String> tasklistUrl) {

    private static Instance running(ProcessInstance instance) {
      return of(instance, Optional.empty());
    }

    private static Instance of(ProcessInstance instance, Optional<WebApps> apps) {
      return new Instance(
          instance.id(),
          instance.definitionId(),
          instance.businessKey(),
          instance.caseInstanceId(),
          instance.suspended(),
          instance.tenantId(),
          apps.map(known -> instance.ended()),
          apps.map(known -> known.cockpit(instance.id())),
          apps.map(WebApps::tasklist));
    }
  }

  record Waited(String outcome, long waitedMs, List<Stuck> incidents, Optional<String> problem) {

    private static Waited of(WaitResult result, Texts texts) {
      return new Waited(
          result.ending().code(),
          result.waited().toMillis(),
          result.incidents().stream().map(Stuck::of).toList(),
          result.problem().map(texts::get));
    }
  }

  record Stuck(String id, String type, Optional<String> activityId, Optional<String> message) {

    private static Stuck of(Incident incident) {
      return new Stuck(incident.id(), incident.type(), incident.activityId(), incident.message());
    }
  }

  /** The document of a run. */
  public static StartDocument of(StartResult result, WebApps apps, Texts texts) {
    return new StartDocument(
        result.definition(),
        result.versions(),
        result.sending().map(sending -> result.instance().isPresent()),
        result.sending().map(StartResult.Sending::dryRun),
        result.sending().map(Request::of),
        result.running().stream().map(Instance::running).toList(),
        result.instance().map(instance -> Instance.of(instance, Optional.of(apps))),
        result.waited().map(waited -> Waited.of(waited, texts)));
  }
}
