///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Finds out what is wrong with Camunda, RabbitMQ and the configuration
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//DEPS info.picocli:picocli:4.7.7
//SOURCES lib/cli/Tool.java
//SOURCES lib/cli/ToolContext.java
//SOURCES lib/cli/ToolRunner.java
//SOURCES lib/diagnostics/Diagnosis.java
//SOURCES lib/diagnostics/DiagnosticsDocument.java
//SOURCES lib/diagnostics/DiagnosticsView.java
//SOURCES lib/diagnostics/Report.java
//SOURCES lib/diagnostics/ReportFile.java
//SOURCES lib/text/ExitCode.java
//FILES worker_diagnostics_ru.properties=texts/worker_diagnostics_ru.properties
//FILES worker_diagnostics_en.properties=texts/worker_diagnostics_en.properties

import java.nio.file.Path;
import lib.cli.Tool;
import lib.cli.ToolContext;
import lib.cli.ToolRunner;
import lib.diagnostics.Diagnosis;
import lib.diagnostics.Diagnosis.Scope;
import lib.diagnostics.DiagnosticsDocument;
import lib.diagnostics.DiagnosticsView;
import lib.diagnostics.Report;
import lib.diagnostics.ReportFile;
import lib.text.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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

  public static void main(String... args) {
    System.exit(ToolRunner.run("worker_diagnostics", new WorkerDiagnostics(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    DiagnosticsView.title(context);
    Diagnosis diagnosis =
        new Diagnosis(context.settings(), context.texts(), context.home(), scope(), quick);
    Report report = diagnosis.run();
    new DiagnosticsView(report, detailed, context).show();
    if (context.json()) {
      context.out().json(new DiagnosticsDocument(report, context.texts()).document());
    }
    if (export != null) {
      context.out().ignoreClosed();
      ReportFile file = new ReportFile(context.folder().resolve(export));
      file.write(report, context.texts());
      context.out().note(context.texts().get("diagnostics.saved", file.path()));
    }
    return report.exitCode();
  }

  private Scope scope() {
    if (only.camunda) {
      return Scope.CAMUNDA;
    }
    return only.rabbitmq ? Scope.RABBITMQ : Scope.ALL;
  }
}
