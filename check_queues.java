///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Shows the RabbitMQ queues and what is wrong with them
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/queues/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES check_queues_ru.properties=texts/check_queues_ru.properties
//FILES check_queues_en.properties=texts/check_queues_en.properties

import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import lib.base.cli.OutputForm;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.cli.Watch;
import lib.base.cli.WholeNumber;
import lib.base.text.ExitCode;
import lib.base.text.LocalClock;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.tools.queues.Inspection;
import lib.tools.queues.QueueDisplay;
import lib.tools.queues.QueueReport;
import lib.tools.queues.QueueSelection;
import lib.tools.queues.QueueWatch;
import lib.tools.queues.Thresholds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line of the tool that checks queues: connect, look, show, once or again and again.
 */
@Command(name = "check_queues")
class CheckQueues implements Tool {

  private static final Clock CLOCK = new LocalClock();

  @Parameters(paramLabel = "QUEUE")
  private List<String> names = List.of();

  @Mixin private OutputForm.ForLogs brief;

  @Mixin private OutputForm.ForNagios nagios;

  @Mixin private OutputForm.ForTables table;

  @Option(names = "--non-empty")
  private boolean nonEmpty;

  @Option(names = "--all")
  private boolean all;

  @Mixin private Watch.Options watching;

  @Option(names = "--warning", paramLabel = "N", converter = WholeNumber.LongFromZero.class)
  private Long warning;

  @Option(names = "--critical", paramLabel = "N", converter = WholeNumber.LongFromZero.class)
  private Long critical;

  public static void main(String... args) {
    System.exit(ToolRunner.run("check_queues", new CheckQueues(), args));
  }

  @Override
  public boolean isVerdict() {
    return true;
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    checkOptions();
    var selection = new QueueSelection(names, all, nonEmpty);
    var thresholds = new Thresholds(optional(warning), optional(critical));
    var display = new QueueDisplay(context, CLOCK);
    var watch = watching.watch(context);
    if (watch.isPresent()) {
      try (var looks = new QueueWatch(context, watch.get(), display, CLOCK)) {
        return watch.get().run(() -> looks.look(selection, thresholds), display::failedLook);
      }
    }
    display.start();
    QueueReport report;
    try (var inspection = new Inspection(context.settings(), CLOCK)) {
      report = inspection.look(selection, thresholds);
    } catch (UserException e) {
      return display.failed(e);
    }
    display.show(report);
    return report.level().exitCode();
  }

  private static OptionalLong optional(Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private void checkOptions() {
    if (all && !names.isEmpty()) {
      throw UsageException.exclusive(Message.of("queues.all_with_names"));
    }
    boolean ordered = warning == null || critical == null || warning <= critical;
    if (!ordered) {
      throw UsageException.invalidValue("--warning", warning, Message.of("queues.both_thresholds"));
    }
  }
}
