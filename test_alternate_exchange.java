///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Tests the routing of tasks in RabbitMQ and its alternate exchange
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/alternate/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES test_alternate_exchange_ru.properties=texts/test_alternate_exchange_ru.properties
//FILES test_alternate_exchange_en.properties=texts/test_alternate_exchange_en.properties

import java.util.List;
import lib.base.cli.AuditLog;
import lib.base.cli.OutputForm;
import lib.base.cli.StopSignals;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.text.ExitCode;
import lib.tools.alternate.AlternateDocument;
import lib.tools.alternate.AlternateReport;
import lib.tools.alternate.AlternateView;
import lib.tools.alternate.FaultView;
import lib.tools.alternate.NagiosView;
import lib.tools.alternate.ProbePlan;
import lib.tools.alternate.ProbeTopic;
import lib.tools.alternate.ProbeView;
import lib.tools.alternate.RoutingProbe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the routing test: prepare, send, find, judge, remove. */
@Command(name = "test_alternate_exchange")
class AlternateExchangeCheck implements Tool {

  @Option(names = "--isolated")
  private boolean isolated;

  @Option(names = "--force")
  private boolean force;

  @Option(names = "--keep")
  private boolean keep;

  @Option(names = "--all-topics")
  private boolean allTopics;

  @Option(names = "--remove-left")
  private boolean removeLeft;

  @Mixin private OutputForm.ForNagios nagios;

  private volatile boolean stopping;

  public static void main(String... args) {
    System.exit(ToolRunner.run("test_alternate_exchange", new AlternateExchangeCheck(), args));
  }

  @Override
  public boolean isChanging() {
    return true;
  }

  @Override
  public ExitCode run(ToolContext context) {
    if (isolated && keep) {
      throw UsageException.exclusive("--isolated, --keep"); // the copy goes with its messages
    }
    var plan = ProbePlan.of(context.settings().routing(), allTopics);
    return run(context, plan, view(context, plan));
  }

  private static ProbeView view(ToolContext context, ProbePlan plan) {
    return switch (context.form()) {
      case NAGIOS -> new NagiosView(context.texts(), context.out());
      case JSON -> new AlternateView(context, plan);
      default ->
          context.out().isQuiet()
              ? new FaultView(context.texts(), context.out())
              : new AlternateView(context, plan);
    };
  }

  private ExitCode run(ToolContext context, ProbePlan plan, ProbeView view) {
    view.start();
    AlternateReport report;
    var audit = new AuditLog(context.texts());
    try (var test = new RoutingProbe(context.settings(), plan, keep, audit)) {
      view.connected();
      StopSignals.onStop(signal -> stopping = true);
      test.look();
      view.left(test.left(removeLeft));
      test.requireHarmless(isolated, force);
      view.creating();
      test.prepare(isolated);
      view.prepared(test);
      view.known();
      send(plan.known(), test, view);
      view.unknown();
      send(plan.unknown(), test, view);
      report = test.finish();
    }
    view.results(report, keep);
    if (context.json()) {
      context
          .out()
          .json(AlternateDocument.of(report, keep, context.settings().rabbit(), context.texts()));
    }
    return report.exitCode();
  }

  /** After Ctrl-C no more are sent; those that were are still found and removed. */
  private void send(List<ProbeTopic> topics, RoutingProbe test, ProbeView view) {
    for (ProbeTopic topic : topics) {
      if (!stopping) {
        view.sent(test.send(topic));
      }
    }
  }
}
