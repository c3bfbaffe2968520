///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Finds out what is wrong with Camunda, RabbitMQ and the configuration
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/diagnostics/package-info.java
//SOURCES lib/tools/tasks/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES worker_diagnostics_ru.properties=texts/worker_diagnostics_ru.properties
//FILES worker_diagnostics_en.properties=texts/worker_diagnostics_en.properties

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.tools.diagnostics.Diagnosis;
import lib.tools.diagnostics.Diagnosis.Scope;
import lib.tools.diagnostics.DiagnosticsDocument;
import lib.tools.diagnostics.DiagnosticsView;
import lib.tools.diagnostics.Report;
import lib.tools.diagnostics.ReportFile;
import lib.tools.tasks.TaskAccount;
import lib.tools.tasks.TaskOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the diagnosis: look, show, save. */
@Command(name = "worker_diagnostics")
class WorkerDiagnostics implements Tool {

  /** One system only; both, and the settings, if neither is given. */
  static final class Only {
    @Option(names = "--camunda-only")
    private boolean camunda;

    @Option(names = "--rabbitmq-only")
    private boolean rabbitmq;
  }

  @Option(names = "--quick")
  private boolean quick;

  @ArgGroup private Only only = new Only();

  @Option(names = "--detailed")
  private boolean detailed;

  @Option(names = "--export", paramLabel = "FILE")
  private Path export;

  @Mixin private TaskOptions tasks = new TaskOptions();

  public static void main(String... args) {
    System.exit(ToolRunner.run("worker_diagnostics", new WorkerDiagnostics(), args));
  }

  @Override
  public boolean isVerdict() {
    return true;
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    if (export != null) {
      context.out().ignoreClosed(); // The file is written all the same.
    }
    if (tasks.isGiven()) {
      requireNothingElse();
      return new TaskAccount(context, tasks).run(Optional.ofNullable(export));
    }
    tasks.requireTasks(context.form());
    DiagnosticsView.title(context);
    Diagnosis diagnosis =
        new Diagnosis(context.settings(), context.texts(), context.home(), scope(), quick);
    Report report = diagnosis.run();
    new DiagnosticsView(report, detailed, context).show();
    if (context.json()) {
      context.out().json(DiagnosticsDocument.of(report, context.texts()));
    }
    if (export != null) {
      ReportFile file = new ReportFile(context.folder().resolve(export));
      file.write(report, context.texts());
      context.out().note(context.texts().get("diagnostics.saved", file.path()));
    }
    return report.exitCode();
  }

  /** The options of the diagnosis have no meaning for the account. */
  private void requireNothingElse() {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--quick", quick);
    given.put("--detailed", detailed);
    given.put("--camunda-only", only.camunda);
    given.put("--rabbitmq-only", only.rabbitmq);
    given.values().removeIf(is -> !is);
    if (!given.isEmpty()) {
      String options = String.join(", ", given.keySet());
      throw new UsageException(Message.of("tasks.not_with_tasks", options));
    }
  }

  private Scope scope() {
    if (only.camunda) {
      return Scope.CAMUNDA;
    }
    return only.rabbitmq ? Scope.RABBITMQ : Scope.ALL;
  }
}
