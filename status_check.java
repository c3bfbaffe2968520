///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Tells whether worker, Camunda and RabbitMQ work
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/status/package-info.java
//SOURCES lib/base/cli/package-info.java
//SOURCES lib/base/text/package-info.java
//FILES status_check_ru.properties=texts/status_check_ru.properties
//FILES status_check_en.properties=texts/status_check_en.properties

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.tools.status.NagiosOutput;
import lib.tools.status.StatusDocument;
import lib.tools.status.StatusView;
import lib.tools.status.SystemStatus;
import lib.tools.status.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the tool that tells how everything stands: ask, judge, show. */
@Command(name = "status_check")
class StatusCheck implements Tool {

  private static final String CLEAR_SCREEN = "\u001B[H\u001B[2J\u001B[3J";

  @Option(names = "--brief")
  private boolean brief;

  @Option(names = "--performance")
  private boolean performance;

  @Option(names = "--nagios")
  private boolean nagios;

  @Option(names = "--watch", paramLabel = "SECONDS")
  private Integer watch;

  public static void main(String... args) {
    System.exit(ToolRunner.run("status_check", new StatusCheck(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    checkOptions(context.json());
    ExitCode last = once(context);
    while (watch != null) {
      Thread.sleep(watch * 1000L);
      last = once(context);
    }
    return last;
  }

  private void checkOptions(boolean json) {
    if (nagios && json) {
      throw new UsageException(Message.of("cli.exclusive_options", "--nagios, --json"));
    }
    if (watch != null && (nagios || json)) {
      String other = nagios ? "--nagios" : "--json";
      throw new UsageException(Message.of("cli.exclusive_options", "--watch, " + other));
    }
    if (watch != null && watch < 1) {
      Message allowed = Message.of("status.allowed_seconds");
      throw new UsageException(Message.of("cli.invalid_value", "--watch", watch, allowed));
    }
  }

  private ExitCode once(ToolContext context) {
    SystemStatus status = SystemStatus.ask(context.settings());
    Verdict verdict = Verdict.of(status, context.settings().camunda().workerId());
    StatusView view = new StatusView(context);
    if (context.json()) {
      context.out().json(StatusDocument.of(status, verdict, context.settings(), context.texts()));
    } else if (nagios) {
      new NagiosOutput(context.texts()).lines(status, verdict).forEach(context.out()::always);
    } else if (brief) {
      String time = watch == null ? "" : LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " ";
      String line = time + view.brief(status, verdict);
      context.out().always(context.out().styled(StatusView.style(verdict.exitCode()), line));
    } else {
      if (watch != null && context.out().isTerminal()) {
        context.out().line(CLEAR_SCREEN + LocalTime.now().truncatedTo(ChronoUnit.SECONDS));
      }
      view.show(status, verdict, performance);
      if (context.out().isQuiet() && verdict.exitCode() != ExitCode.OK) {
        context.out().error(view.brief(status, verdict));
      }
    }
    return verdict.exitCode();
  }
}
