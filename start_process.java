///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Starts process instances in Camunda
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/start/rows/package-info.java
//USES lib/tools/start/package-info.java
//USES lib/systems/camunda/package-info.java
//USES lib/systems/variables/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES start_process_ru.properties=texts/start_process_ru.properties
//FILES start_process_en.properties=texts/start_process_en.properties

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.cli.WholeNumber;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.camunda.DefinitionException;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessDefinitions;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.StartRequest;
import lib.systems.camunda.TenantFilter;
import lib.systems.camunda.WebApps;
import lib.systems.variables.VariableInput;
import lib.systems.variables.VariableText;
import lib.tools.start.GuardedStart;
import lib.tools.start.StartDocument;
import lib.tools.start.StartPlan;
import lib.tools.start.StartReport;
import lib.tools.start.StartResult;
import lib.tools.start.rows.FileOptions;
import lib.tools.start.rows.StartFromFile;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Starts an instance of a process, or one for each row of a file, or shows what would be started.
 */
@Command(name = "start_process")
class StartProcess implements Tool {

  /** What is done instead of starting. */
  static final class Mode {
    @Option(names = "--info")
    private boolean info;

    @Option(names = "--list-versions")
    private boolean listVersions;

    @Option(names = "--dry-run")
    private boolean dryRun;
  }

  private static final int DEFAULT_WAIT_SECONDS = 300;

  @Parameters(paramLabel = "KEY")
  private String key;

  @Option(
      names = {"-v", "--variables"},
      paramLabel = "TEXT|@FILE|-")
  private List<String> variableTexts = List.of();

  @Option(
      names = {"-b", "--business-key"},
      paramLabel = "B")
  private Optional<String> businessKey = Optional.empty();

  @Option(names = "--version", paramLabel = "N", converter = WholeNumber.FromOne.class)
  private Optional<Integer> version = Optional.empty();

  @Mixin private FileOptions rows = new FileOptions();

  @ArgGroup private Mode mode = new Mode();

  @Option(names = "--tenant-id", paramLabel = "T")
  private Optional<String> tenantId = Optional.empty();

  @Option(names = "--wait")
  private boolean wait;

  @Option(names = "--wait-timeout", paramLabel = "S", converter = WholeNumber.FromZero.class)
  private Optional<Integer> waitSeconds = Optional.empty();

  @Option(names = "--unique")
  private boolean unique;

  @Option(names = "--force")
  private boolean force;

  private ToolContext context;
  private StartReport report;
  private RestClient rest;
  private final StartResult result = new StartResult();

  public static void main(String... args) {
    System.exit(ToolRunner.run("start_process", new StartProcess(), args));
  }

  @Override
  public ExitCode run(ToolContext toolContext) {
    context = toolContext;
    checkOptions();
    Map<String, ObjectNode> variables = variables();
    report = new StartReport(context.out(), context.texts());
    if (isStart()) {
      context.out().ignoreClosed(); // `| head -1` must not keep the instance from being started
    }
    rest = new RestClient(context.settings().camunda());
    return rows.isGiven() ? startRows(variables) : startOne(variables);
  }

  private ExitCode startOne(Map<String, ObjectNode> variables) {
    report.connection(rest.settings());
    var definitions = new ProcessDefinitions(rest, tenants());
    ExitCode code;
    if (mode.listVersions) {
      code = listVersions(definitions);
    } else {
      ProcessDefinition definition = definition(definitions);
      var start = new GuardedStart(context, rest, report, result);
      code = mode.info ? ExitCode.OK : start.run(plan(definition, variables));
    }
    if (context.json()) {
      var apps = new WebApps(rest.settings().baseUrl());
      context.out().json(StartDocument.of(result, apps, context.texts()));
    }
    return code;
  }

  /** What is wrong with the file is told before anybody is asked for anything. */
  private ExitCode startRows(Map<String, ObjectNode> common) {
    try (var start = new StartFromFile(context, rows, common, unique)) {
      report.connection(rest.settings());
      ProcessDefinition definition = definition(new ProcessDefinitions(rest, tenants()));
      return start.run(rest, definition, version.isPresent(), mode.dryRun, force);
    }
  }

  private boolean isStart() {
    return !mode.info && !mode.listVersions && !mode.dryRun;
  }

  private void checkOptions() {
    checkFilled("--business-key", businessKey);
    checkFilled("--tenant-id", tenantId);
    if (key.isBlank()) {
      throw new UsageException(Message.of("start.usage.no_key"));
    }
    if (waitSeconds.isPresent() && !wait) {
      throw new UsageException(Message.of("start.usage.wait_timeout"));
    }
    rows.check();
    if (rows.readStdin() && variableTexts.contains("-")) {
      throw UsageException.exclusive("--from -, --variables -");
    }
    rows.refuse("--business-key", businessKey.isPresent());
    rows.refuse("--info", mode.info);
    rows.refuse("--list-versions", mode.listVersions);
    rows.refuse("--wait", wait);
    if (unique && businessKey.isEmpty() && !rows.isGiven()) {
      throw new UsageException(Message.of("start.usage.unique"));
    }
  }

  /** {@code -b "$UNSET"} must not come to mean a start without a business key. */
  private static void checkFilled(String option, Optional<String> value) {
    if (value.filter(String::isBlank).isPresent()) {
      throw UsageException.emptyValue(option);
    }
  }

  private Map<String, ObjectNode> variables() {
    var input = new VariableInput(context.folder(), context.stdin());
    var texts = new VariableText();
    variableTexts.forEach(text -> texts.add(input.text(text)));
    return texts.variables();
  }

  private TenantFilter tenants() {
    return new TenantFilter(tenantId.map(List::of).orElse(rest.settings().tenantIds()));
  }

  private ExitCode listVersions(ProcessDefinitions definitions) {
    List<ProcessDefinition> all = definitions.versions(key);
    if (all.isEmpty()) {
      throw definitions.notFound(key).asAnswer();
    }
    List<ProcessDefinition> versions =
        all.stream().filter(found -> version.orElse(found.version()) == found.version()).toList();
    if (versions.isEmpty()) {
      throw DefinitionException.noSuchVersion(key, version.orElseThrow(), all).asAnswer();
    }
    report.versions(key, versions);
    result.found(versions);
    return ExitCode.OK;
  }

  private ProcessDefinition definition(ProcessDefinitions definitions) {
    report.search(key, version);
    try {
      ProcessDefinition found =
          version
              .map(number -> definitions.version(key, number))
              .orElseGet(() -> definitions.latest(key));
      report.definition(found);
      result.found(found);
      return found;
    } catch (DefinitionException e) {
      throw mode.info ? e.asAnswer() : e;
    }
  }

  private StartPlan plan(ProcessDefinition definition, Map<String, ObjectNode> variables) {
    var request = StartRequest.of(definition, variables, businessKey);
    var limit = Duration.ofSeconds(waitSeconds.orElse(DEFAULT_WAIT_SECONDS));
    Optional<Duration> following = wait ? Optional.of(limit) : Optional.empty();
    return new StartPlan(definition, request, mode.dryRun, unique, force, following);
  }
}
