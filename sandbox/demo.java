///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//DESCRIPTION Shows the whole system at work: engine, broker, worker and the systems that answer
//JAVA 17+
//RUNTIME_OPTIONS -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m
//SOURCES DemoPrograms.java
//SOURCES DemoReport.java
//SOURCES DemoRun.java
//SOURCES DemoServers.java
//SOURCES SandboxFailure.java
//SOURCES TemporaryFolder.java
//SOURCES ../lib/base/cli/package-info.java
//USES ../lib/base/text/package-info.java
//FILES demo_ru.properties=../texts/demo_ru.properties
//FILES demo_en.properties=../texts/demo_en.properties

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import lib.base.cli.StopSignals;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandbox.DemoPrograms;
import sandbox.DemoReport;
import sandbox.DemoRun;
import sandbox.DemoServers;
import sandbox.SandboxFailure;
import sandbox.TemporaryFolder;

/** The demo's command line. */
@Command(name = "demo")
class DemoScript implements Tool {
  @Option(names = "--instances", paramLabel = "N", defaultValue = "100")
  private int instances;

  @Option(names = "--keep")
  private boolean keep;

  public static void main(String[] arguments) {
    System.exit(ToolRunner.run("demo", new DemoScript(), arguments));
  }

  @Override
  public ExitCode run(ToolContext context) throws Exception {
    if (instances < 1) {
      throw new UsageException(Message.of("demo.instances_positive", instances));
    }
    var main = Thread.currentThread();
    StopSignals.onStop(signal -> main.interrupt());
    var folder = TemporaryFolder.create("ucw-demo");
    var report = new DemoReport(context);
    var logsAreOfUse = true;
    try {
      var code = run(context, folder, report);
      logsAreOfUse = keep || code != ExitCode.OK;
      return code;
    } catch (IOException | RuntimeException | InterruptedException e) {
      var failure = failure(e);
      logsAreOfUse = !(failure instanceof InterruptedException);
      throw failure;
    } finally {
      report.end();
      if (logsAreOfUse) {
        report.logs(folder.path());
      } else {
        folder.close();
      }
    }
  }

  private ExitCode run(ToolContext context, TemporaryFolder folder, DemoReport report)
      throws IOException, InterruptedException {
    var run = "demo-" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
    var programs = new DemoPrograms(folder.path(), context.texts().language());
    try (var servers = new DemoServers(programs, report::note)) {
      servers.findEngine();
      servers.findBroker();
      try (var demo = new DemoRun(programs, servers, run)) {
        demo.requireUnusedQueues();
        report.note(Message.of("demo.worker_starting"));
        demo.prepare(keep);
        var result = demo.play(instances, report::progress);
        report.result(result);
        if (result.isComplete() && keep) {
          report.kept(programs, servers, demo.keep());
        } else if (result.isComplete()) {
          report.next();
        }
        return result.isComplete() ? ExitCode.OK : ExitCode.CRITICAL;
      }
    }
  }

  /** Whatever Ctrl-C happened to interrupt, it is Ctrl-C. */
  private static Exception failure(Exception e) {
    if (Thread.currentThread().isInterrupted()) {
      return new InterruptedException();
    }
    return e instanceof IOException
        ? new SandboxFailure(Message.of("demo.failed", e.getMessage()), e)
        : e;
  }
}
