///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Shows and exports processes, tasks and incidents in Camunda
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/processes/package-info.java
//SOURCES lib/tools/processes/instance/package-info.java
//USES lib/systems/camunda/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES camunda_processes_ru.properties=texts/camunda_processes_ru.properties
//FILES camunda_processes_en.properties=texts/camunda_processes_en.properties

import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.cli.OutputForm;
import lib.base.cli.StopSignals;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.cli.Watch;
import lib.base.cli.WholeNumber;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.RestClient;
import lib.tools.processes.EngineView;
import lib.tools.processes.Export;
import lib.tools.processes.ExportResult;
import lib.tools.processes.Filter;
import lib.tools.processes.FilterOptions;
import lib.tools.processes.Filters;
import lib.tools.processes.Plan;
import lib.tools.processes.Screen;
import lib.tools.processes.Section;
import lib.tools.processes.SectionOptions;
import lib.tools.processes.instance.InstanceLook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the tool that looks into the engine: it changes nothing there. */
@Command(name = "camunda_processes")
class CamundaProcesses implements Tool {

  private static final int DEFAULT_LIMIT = 50;

  @Mixin private SectionOptions sections = new SectionOptions();

  @Option(names = "--all-instances")
  private boolean allInstances;

  @Mixin private FilterOptions filters = new FilterOptions();

  @Option(names = "--limit", paramLabel = "N", converter = WholeNumber.FromZero.class)
  private Optional<Integer> limit = Optional.empty();

  @Mixin private OutputForm.ForTables table;

  @Mixin private Watch.Options watching;

  @Option(names = "--instance", paramLabel = "ID|KEY")
  private Optional<String> instance = Optional.empty();

  @Option(names = "--full")
  private boolean full;

  @Option(names = "--export", paramLabel = "FILE")
  private Path file;

  public static void main(String... args) {
    System.exit(ToolRunner.run("camunda_processes", new CamundaProcesses(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    var given = filters.filters();
    var target =
        Optional.ofNullable(file)
            .map(name -> name.toString().equals("-") ? name : context.folder().resolve(name));
    var plan = Plan.of(sections.sections(), allInstances, target, given);
    checkInstance(context, given);
    if (watching.isGiven() && file != null) {
      throw UsageException.exclusive("--watch, --export");
    }
    Thread main = Thread.currentThread();
    StopSignals.onStop(signal -> main.interrupt());
    return watching.list(context, () -> look(context, plan, given));
  }

  private void checkInstance(ToolContext context, Filters given) {
    if (full && instance.isEmpty()) {
      throw new UsageException(Message.of("instance.only"));
    }
    Stream<String> others =
        Stream.of(
                sections.sections().stream().map(Section::option),
                given.given().stream().map(Filter::option),
                Stream.of("--table").filter(option -> context.form() == OutputForm.TABLE))
            .flatMap(options -> options);
    String all = others.collect(Collectors.joining(", "));
    if (instance.isPresent() && !all.isEmpty()) {
      throw new UsageException(Message.of("instance.alone", all));
    }
    boolean page = file == null || file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
    if (instance.isPresent() && !page) {
      throw new UsageException(Message.of("instance.export_html"));
    }
    if (instance.filter(String::isBlank).isPresent()) {
      throw UsageException.emptyValue("--instance");
    }
  }

  private ExitCode look(ToolContext context, Plan plan, Filters given) throws InterruptedException {
    try {
      if (instance.isPresent()) {
        return instance(context, instance.get());
      }
      var engine = new EngineView(new RestClient(context.settings().camunda()), given);
      return run(context, plan, engine);
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.INTERRUPTED) {
        throw (InterruptedException) new InterruptedException().initCause(e);
      }
      throw e;
    }
  }

  private ExitCode instance(ToolContext context, String idOrKey) throws InterruptedException {
    var page = Optional.ofNullable(file).map(context.folder()::resolve);
    return new InstanceLook(context, Clock.systemUTC(), full, page).look(idOrKey);
  }

  private ExitCode run(ToolContext context, Plan plan, EngineView engine) {
    if (plan.file().isPresent() && !plan.isToStandardOutput()) {
      context.out().ignoreClosed(); // `| head -1` must not keep the file from being written
    }
    var screen = new Screen(context, engine, plan);
    var export = new Export(context, engine, plan);
    boolean found = false;
    screen.start();
    if (plan.isShown() && !context.json()) {
      found = screen.sections(limit.orElse(DEFAULT_LIMIT));
    }
    if (plan.file().isPresent() && !plan.isToStandardOutput()) {
      ExportResult result = export.toFile(plan.file().get());
      screen.exported(result);
      found |= !result.isEmpty();
    }
    if (context.json() || plan.isToStandardOutput()) {
      Optional<Integer> rows = plan.isToStandardOutput() ? Optional.empty() : limit;
      found |= !export.toStandardOutput(rows).isEmpty();
    }
    screen.remarks();
    ExitCode code = engine.exitCode(plan, found);
    screen.end(code, found);
    return code;
  }
}
