package lib.tools.start;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lib.base.text.Texts;
import lib.systems.camunda.Incident;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.StartRequest;
import lib.systems.camunda.WebApps;

/** What start_process says to programs. The names of the fields stay as they are. */
public final class StartDocument {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** The document, to be written as JSON. */
  public Map<String, Object> fields() {
    return fields;
  }

  public StartDocument definition(ProcessDefinition definition) {
    fields.put("definition", of(definition));
    return this;
  }

  public StartDocument versions(List<ProcessDefinition> versions) {
    fields.put("versions", versions.stream().map(StartDocument::of).toList());
    return this;
  }

  /** The request that was or would be sent. */
  public StartDocument request(String url, StartRequest request) {
    var sent = new LinkedHashMap<String, Object>();
    sent.put("method", StartRequest.METHOD);
    sent.put("url", url);
    sent.put("body", request.body());
    fields.put("request", sent);
    return this;
  }

  /** Whether an instance was started, and with what it was a trial. */
  public StartDocument started(boolean started, boolean dryRun) {
    fields.put("started", started);
    fields.put("dry_run", dryRun);
    return this;
  }

  public StartDocument instance(ProcessInstance instance, WebApps apps) {
    Map<String, Object> row = of(instance);
    row.put("ended", instance.ended());
    row.put("cockpit_url", apps.cockpit(instance.id()));
    row.put("tasklist_url", apps.tasklist());
    fields.put("instance", row);
    return this;
  }

  /** The instances that have the business key already. */
  public StartDocument running(List<ProcessInstance> running) {
    fields.put("running", running.stream().map(StartDocument::of).toList());
    return this;
  }

  public StartDocument waited(WaitResult result, Texts texts) {
    var wait = new LinkedHashMap<String, Object>();
    wait.put("outcome", result.ending().name().toLowerCase(Locale.ROOT));
    wait.put("waited_ms", result.waited().toMillis());
    wait.put("incidents", result.incidents().stream().map(StartDocument::of).toList());
    wait.put("problem", result.problem().map(texts::get).orElse(null));
    fields.put("wait", wait);
    return this;
  }

  private static Map<String, Object> of(ProcessDefinition definition) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", definition.id());
    row.put("key", definition.key());
    row.put("name", definition.name());
    row.put("version", definition.version());
    row.put("version_tag", definition.versionTag());
    row.put("category", definition.category());
    row.put("description", definition.description());
    row.put("deployment_id", definition.deploymentId());
    row.put("suspended", definition.suspended());
    row.put("tenant_id", definition.tenantId());
    return row;
  }

  private static Map<String, Object> of(ProcessInstance instance) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", instance.id());
    row.put("definition_id", instance.definitionId());
    row.put("business_key", instance.businessKey());
    row.put("case_instance_id", instance.caseInstanceId());
    row.put("suspended", instance.suspended());
    row.put("tenant_id", instance.tenantId());
    return row;
  }

  private static Map<String, Object> of(Incident incident) {
    var row = new LinkedHashMap<String, Object>();
    row.put("id", incident.id());
    row.put("type", incident.type());
    row.put("activity_id", incident.activityId());
    row.put("message", incident.message());
    return row;
  }
}
