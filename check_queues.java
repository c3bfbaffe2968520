///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Shows the RabbitMQ queues and what is wrong with them
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES lib/tools/queues/package-info.java
//SOURCES lib/base/cli/package-info.java
//SOURCES lib/base/text/package-info.java
//FILES check_queues_ru.properties=texts/check_queues_ru.properties
//FILES check_queues_en.properties=texts/check_queues_en.properties

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.tools.queues.Inspection;
import lib.tools.queues.QueueDisplay;
import lib.tools.queues.QueueReport;
import lib.tools.queues.QueueSelection;
import lib.tools.queues.QueueWatch;
import lib.tools.queues.Thresholds;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line of the tool that checks queues: connect, look, show, once or again and again.
 */
@Command(name = "check_queues")
class CheckQueues implements Tool {

  /** Forms of one line. */
  static final class Line {
    @Option(names = "--brief")
    private boolean brief;

    @Option(names = "--nagios")
    private boolean nagios;
  }

  private static final Clock CLOCK = Clock.systemDefaultZone();

  @Parameters(paramLabel = "QUEUE")
  private List<String> names = List.of();

  @ArgGroup private Line line = new Line();

  @Option(names = "--non-empty")
  private boolean nonEmpty;

  @Option(names = "--all")
  private boolean all;

  @Option(names = "--watch", paramLabel = "S")
  private Integer watchSeconds;

  @Option(names = "--warning", paramLabel = "N")
  private Long warning;

  @Option(names = "--critical", paramLabel = "N")
  private Long critical;

  public static void main(String... args) {
    System.exit(ToolRunner.run("check_queues", new CheckQueues(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    checkOptions();
    var selection = new QueueSelection(names, all, nonEmpty);
    var thresholds = new Thresholds(optional(warning), optional(critical));
    var display = new QueueDisplay(context, line.brief, line.nagios, CLOCK);
    if (watchSeconds != null) {
      var pause = Duration.ofSeconds(watchSeconds);
      return new QueueWatch(context, display, CLOCK).run(selection, thresholds, pause);
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
      throw new UsageException(
          Message.of("cli.exclusive_options", Message.of("queues.all_with_names")));
    }
    require(warning == null || warning >= 0, "--warning", warning, "queues.not_negative");
    require(critical == null || critical >= 0, "--critical", critical, "queues.not_negative");
    require(watchSeconds == null || watchSeconds > 0, "--watch", watchSeconds, "queues.positive");
    boolean ordered = warning == null || critical == null || warning <= critical;
    require(ordered, "--warning", warning, "queues.both_thresholds");
  }

  private static void require(boolean right, String option, Object value, String allowed) {
    if (!right) {
      throw new UsageException(Message.of("cli.invalid_value", option, value, Message.of(allowed)));
    }
  }
}
