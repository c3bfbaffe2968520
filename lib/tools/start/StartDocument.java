package lib.tools.start;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record StartDocument(
    Definition definition,
    @JsonInclude(Include.NON_EMPTY) List<Definition> versions,
    Boolean started,
    Boolean dryRun,
    Request request,
    @JsonInclude(Include.NON_EMPTY) List<Instance> running,
    Instance instance,
    @JsonProperty("wait") Wait waited) {

  @JsonNaming(SnakeCaseStrategy.class)
  record Definition(
      String id,
      String key,
      String name,
      int version,
      String versionTag,
      String category,
      String description,
      String deploymentId,
      boolean suspended,
      String tenantId) {

    static Definition of(ProcessDefinition definition) {
      return new Definition(
          definition.id(),
          definition.key(),
          definition.name().orElse(null),
          definition.version(),
          definition.versionTag().orElse(null),
          definition.category().orElse(null),
          definition.description().orElse(null),
          definition.deploymentId().orElse(null),
          definition.suspended(),
          definition.tenantId().orElse(null));
    }
  }

  record Request(String method, String url, Map<String, Object> body) {

    static Request of(StartResult.Sending sending) {
      return new Request(StartRequest.METHOD, sending.url(), sending.request().body());
    }
  }

  /**
   * An instance.
   *
   * @param ended as are the addresses, only of the one that was started
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Instance(
      String id,
      String definitionId,
      String businessKey,
      String caseInstanceId,
      boolean suspended,
      String tenantId,
      @JsonInclude(Include.NON_NULL) Boolean ended,
      @JsonInclude(Include.NON_NULL) String cockpitUrl,
      @JsonInclude(Include.NON_NULL) String tasklistUrl) {

    static Instance running(ProcessInstance instance) {
      return of(instance, null, null, null);
    }

    static Instance started(ProcessInstance instance, WebApps apps) {
      return of(instance, instance.ended(), apps.cockpit(instance.id()), apps.tasklist());
    }

    private static Instance of(
        ProcessInstance instance, Boolean ended, String cockpit, String tasklist) {
      return new Instance(
          instance.id(),
          instance.definitionId(),
          instance.businessKey().orElse(null),
          instance.caseInstanceId().orElse(null),
          instance.suspended(),
          instance.tenantId().orElse(null),
          ended,
          cockpit,
          tasklist);
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Wait(String outcome, long waitedMs, List<Stuck> incidents, String problem) {

    static Wait of(WaitResult result, Texts texts) {
      return new Wait(
          result.ending().name().toLowerCase(Locale.ROOT),
          result.waited().toMillis(),
          result.incidents().stream().map(Stuck::of).toList(),
          result.problem().map(texts::get).orElse(null));
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Stuck(String id, String type, String activityId, String message) {

    static Stuck of(Incident incident) {
      return new Stuck(
          incident.id(),
          incident.type(),
          incident.activityId().orElse(null),
          incident.message().orElse(null));
    }
  }

  /** The document of a run. */
  public static StartDocument of(StartResult result, WebApps apps, Texts texts) {
    return new StartDocument(
        result.definition().map(Definition::of).orElse(null),
        result.versions().stream().map(Definition::of).toList(),
        result.sending().map(sending -> result.instance().isPresent()).orElse(null),
        result.sending().map(StartResult.Sending::dryRun).orElse(null),
        result.sending().map(Request::of).orElse(null),
        result.running().stream().map(Instance::running).toList(),
        result.instance().map(instance -> Instance.started(instance, apps)).orElse(null),
        result.waited().map(wait -> Wait.of(wait, texts)).orElse(null));
  }
}
