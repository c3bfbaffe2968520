///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Tells whether worker, Camunda and RabbitMQ work
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/status/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES status_check_ru.properties=texts/status_check_ru.properties
//FILES status_check_en.properties=texts/status_check_en.properties

import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.OutputForm;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.Watch;
import lib.base.text.ExitCode;
import lib.base.text.UserException;
import lib.tools.status.NagiosOutput;
import lib.tools.status.StatusDocument;
import lib.tools.status.StatusView;
import lib.tools.status.SystemStatus;
import lib.tools.status.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the tool that tells how everything stands: ask, judge, show. */
@Command(name = "status_check")
class StatusCheck implements Tool {

  @Mixin private OutputForm.ForLogs brief;

  @Mixin private OutputForm.ForNagios nagios;

  @Option(names = "--performance")
  private boolean performance;

  @Mixin private Watch.Options watching;

  public static void main(String... args) {
    System.exit(ToolRunner.run("status_check", new StatusCheck(), args));
  }

  @Override
  public boolean isVerdict() {
    return true;
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    var watch = watching.watch(context);
    if (watch.isEmpty()) {
      return once(context, watch);
    }
    return watch
        .get()
        .run(() -> once(context, watch), failure -> context.out().error(told(context, failure)));
  }

  private static String told(ToolContext context, UserException failure) {
    return context.texts().error(failure.userMessage());
  }

  private ExitCode once(ToolContext context, Optional<Watch> watch) {
    SystemStatus status = SystemStatus.ask(context.settings());
    Verdict verdict = Verdict.of(status, context.settings().camunda().workerId());
    StatusView view = new StatusView(context);
    Output out = context.out();
    switch (context.form()) {
      case JSON ->
          out.json(StatusDocument.of(status, verdict, context.settings(), context.texts()));
      case NAGIOS -> new NagiosOutput(context.texts()).line(status, verdict).print(out);
      case BRIEF -> {
        String line =
            watch.map(looks -> looks.now() + " ").orElse("") + view.brief(status, verdict);
        out.always(out.styled(StatusView.style(verdict.exitCode()), line));
      }
      case TEXT, TABLE -> {
        if (watch.isPresent() && watch.get().hasScreen()) {
          watch.get().newScreen();
          out.line(watch.get().now().toString());
        }
        view.show(status, verdict, performance);
        if (out.isQuiet() && verdict.exitCode() != ExitCode.OK) {
          out.error(view.brief(status, verdict));
        }
      }
    }
    boolean monitored = context.form() == OutputForm.NAGIOS;
    return (monitored ? verdict.lasting() : verdict).exitCode();
  }
}
