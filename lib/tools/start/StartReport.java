package lib.tools.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.config.CamundaSettings;
import lib.base.json.Json;
import lib.base.text.Texts;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.StartRequest;
import lib.systems.camunda.WebApps;
import lib.systems.variables.VariableType;

/** What start_process says to people: the results on stdout, warnings on stderr. */
public final class StartReport {

  private static final String RULER = "=".repeat(80);
  private static final int LONGEST_VALUE = 200;

  private final Output out;
  private final Texts texts;

  public StartReport(Output out, Texts texts) {
    this.out = out;
    this.texts = texts;
  }

  public void connection(CamundaSettings settings) {
    line("start.connection", settings.baseUrl());
    line("start.authentication", texts.get(settings.auth().isOn() ? "start.on" : "start.off"));
  }

  /**
   * What is looked for.
   *
   * @param version the newest one if empty
   */
  public void search(String key, Optional<Integer> version) {
    version.ifPresentOrElse(
        number -> line("start.search_version", key, number), () -> line("start.search", key));
  }

  public void definition(ProcessDefinition definition) {
    title("start.definition");
    line("start.name", orDash(definition.name()));
    line("start.key", definition.key());
    line("start.id", definition.id());
    line("start.version", definition.version());
    line("start.category", orDash(definition.category()));
    line("start.description", orDash(definition.description()));
    line("start.deployment_id", orDash(definition.deploymentId()));
    line("start.suspended", yesOrNo(definition.suspended()));
    definition.versionTag().ifPresent(tag -> line("start.version_tag", tag));
    definition.tenantId().ifPresent(tenant -> line("start.tenant_id", tenant));
  }

  public void versions(String key, List<ProcessDefinition> versions) {
    out.line();
    line("start.versions_search", key);
    out.line();
    line("start.versions_found", Texts.number(versions.size()));
    out.line(RULER);
    for (int i = 0; i < versions.size(); i++) {
      version(i + 1, versions.get(i));
    }
  }

  private void version(int number, ProcessDefinition version) {
    out.line();
    line("start.versions_row", number, version.version());
    indented("start.id", version.id());
    indented("start.name", orDash(version.name()));
    indented("start.deployment_id", orDash(version.deploymentId()));
    indented("start.suspended", yesOrNo(version.suspended()));
    version.versionTag().ifPresent(tag -> indented("start.version_tag", tag));
    version.tenantId().ifPresent(tenant -> indented("start.tenant_id", tenant));
  }

  /** What the instance will be started with. */
  public void input(StartRequest request) {
    if (!request.variables().isEmpty()) {
      out.line();
      line("start.variables");
      request.variables().forEach(this::variable);
    }
    request
        .businessKey()
        .ifPresent(
            businessKey -> {
              out.line();
              line("start.input_business_key", businessKey);
            });
  }

  private void variable(String name, ObjectNode variable) {
    JsonNode value = variable.path("value");
    String text =
        value.isNull() ? "-" : value.isContainerNode() ? Json.write(value) : value.asText();
    String type = variable.path("type").asText();
    if (VariableType.isTooLong(variable)) {
      out.warning(
          texts.get(
              "start.long_string",
              name,
              texts.count("character", text.length()),
              Texts.number(VariableType.LONGEST_STRING)));
    }
    line("start.variable", name, shortened(text), type);
  }

  private String shortened(String text) {
    return text.length() <= LONGEST_VALUE
        ? text
        : texts.get(
            "start.shortened",
            text.substring(0, LONGEST_VALUE),
            texts.count("character", text.length()));
  }

  public void dryRun(String url, StartRequest request) {
    out.line();
    line("start.dry_run");
    out.line(StartRequest.METHOD + " " + url);
    out.line(Json.pretty(request.body()));
  }

  public void starting(String key) {
    out.line();
    line("start.ready", key);
    out.line();
    line("start.starting");
  }

  public void instance(ProcessInstance instance, WebApps apps) {
    title("start.instance");
    line("start.instance_id", instance.id());
    line("start.business_key", orDash(instance.businessKey()));
    line("start.definition_id", instance.definitionId());
    line("start.case_instance_id", orDash(instance.caseInstanceId()));
    line("start.ended", yesOrNo(instance.ended()));
    line("start.suspended", yesOrNo(instance.suspended()));
    line("start.tenant_id", orDash(instance.tenantId()));
    out.line();
    line("start.links");
    line("start.cockpit", apps.cockpit(instance.id()));
    line("start.tasklist", apps.tasklist());
    out.line();
    line(instance.ended() ? "start.ended_already" : "start.running");
  }

  public void done() {
    out.line();
    out.line(Style.OK, texts.get("start.done"));
  }

  /** Why nothing was started: what is running with the business key. */
  public void notUnique(String businessKey, List<ProcessInstance> running) {
    if (out.isQuiet()) {
      out.error(texts.get("start.not_unique_quiet", businessKey, running.get(0).id()));
    }
    out.line();
    out.line(Style.WARNING, texts.get("start.not_unique", businessKey));
    running.forEach(
        instance -> line("start.running_instance", instance.id(), instance.definitionId()));
  }

  private void title(String key) {
    out.line();
    out.line(RULER);
    out.line(Style.ACCENT, texts.get(key));
    out.line(RULER);
  }

  private void line(String key, Object... args) {
    out.line(texts.get(key, args));
  }

  private void indented(String key, Object... args) {
    out.line("   " + texts.get(key, args));
  }

  private String yesOrNo(boolean value) {
    return texts.get(value ? "start.yes" : "start.no");
  }

  private static String orDash(Optional<String> text) {
    return text.filter(some -> !some.isEmpty()).orElse("-");
  }
}
