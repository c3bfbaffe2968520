///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Shows, saves, clears, restores, moves and redrives messages of RabbitMQ queues
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx1g
//SOURCES lib/tools/reader/package-info.java
//USES lib/systems/messages/package-info.java
//USES lib/base/cli/package-info.java
//USES lib/base/text/package-info.java
//FILES queue_reader_ru.properties=texts/queue_reader_ru.properties
//FILES queue_reader_en.properties=texts/queue_reader_en.properties

import lib.base.cli.OutputForm;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.cli.Watch;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.messages.BrokerSession;
import lib.tools.reader.ClearOperation;
import lib.tools.reader.ExportOperation;
import lib.tools.reader.ListOperation;
import lib.tools.reader.MoveOperation;
import lib.tools.reader.Operation;
import lib.tools.reader.PeekOperation;
import lib.tools.reader.Reader;
import lib.tools.reader.ReaderOptions;
import lib.tools.reader.RedriveOperation;
import lib.tools.reader.Report;
import lib.tools.reader.ReportDocument;
import lib.tools.reader.RestoreOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the tool for messages: one operation a run. */
@Command(name = "queue_reader")
class QueueReader implements Tool {

  @Mixin private ReaderOptions options = new ReaderOptions();

  @Mixin private OutputForm.ForTables table;

  @Mixin private Watch.Options watching;

  public static void main(String... args) {
    System.exit(ToolRunner.run("queue_reader", new QueueReader(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    Operation operation = options.operation();
    if (operation.isChange() && !options.isDryRun()) {
      context.out().ignoreClosed(); // `| head` must not keep it from being done.
    }
    if (operation != Operation.LIST && context.form() == OutputForm.TABLE) {
      throw new UsageException(Message.of("reader.only_list", "--table"));
    }
    if (operation != Operation.LIST && watching.isGiven()) {
      throw new UsageException(Message.of("reader.only_list", "--watch"));
    }
    return watching.list(context, () -> run(context, operation));
  }

  private ExitCode run(ToolContext context, Operation operation) throws InterruptedException {
    try (BrokerSession session = new BrokerSession("queue_reader", context.settings().rabbit())) {
      Reader reader = new Reader(context, options, session);
      Report report = run(operation, reader);
      reader.view().draw(report);
      if (context.json() && !report.isPrinted()) {
        context.out().json(report.as(new ReportDocument(context.texts())));
      }
      return report.exitCode();
    }
  }

  private Report run(Operation operation, Reader reader) throws InterruptedException {
    return switch (operation) {
      case LIST -> new ListOperation(reader).run();
      case PEEK -> new PeekOperation(reader, options).run();
      case EXPORT -> new ExportOperation(reader, options).run();
      case CLEAR -> new ClearOperation(reader, options).run();
      case RESTORE -> new RestoreOperation(reader, options).run();
      case MOVE -> new MoveOperation(reader, options).run();
      case REDRIVE -> new RedriveOperation(reader, options).run();
    };
  }
}
