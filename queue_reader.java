///usr/bin/env "${0%/*}/jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Shows, saves, clears, restores, moves and redrives messages of RabbitMQ queues
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m
//DEPS info.picocli:picocli:4.7.7
//SOURCES lib/cli/Tool.java
//SOURCES lib/cli/ToolContext.java
//SOURCES lib/cli/ToolRunner.java
//SOURCES lib/messages/BrokerSession.java
//SOURCES lib/reader/ClearOperation.java
//SOURCES lib/reader/ExportOperation.java
//SOURCES lib/reader/ListOperation.java
//SOURCES lib/reader/MoveOperation.java
//SOURCES lib/reader/Operation.java
//SOURCES lib/reader/PeekOperation.java
//SOURCES lib/reader/Reader.java
//SOURCES lib/reader/ReaderOptions.java
//SOURCES lib/reader/RedriveOperation.java
//SOURCES lib/reader/RestoreOperation.java
//SOURCES lib/text/ExitCode.java
//FILES queue_reader_ru.properties=texts/queue_reader_ru.properties
//FILES queue_reader_en.properties=texts/queue_reader_en.properties

import lib.cli.Tool;
import lib.cli.ToolContext;
import lib.cli.ToolRunner;
import lib.messages.BrokerSession;
import lib.reader.ClearOperation;
import lib.reader.ExportOperation;
import lib.reader.ListOperation;
import lib.reader.MoveOperation;
import lib.reader.Operation;
import lib.reader.PeekOperation;
import lib.reader.Reader;
import lib.reader.ReaderOptions;
import lib.reader.RedriveOperation;
import lib.reader.RestoreOperation;
import lib.text.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the tool for messages: one operation a run. */
@Command(name = "queue_reader")
class QueueReader implements Tool {

  @Mixin private ReaderOptions options = new ReaderOptions();

  public static void main(String... args) {
    System.exit(ToolRunner.run("queue_reader", new QueueReader(), args));
  }

  @Override
  public ExitCode run(ToolContext context) throws InterruptedException {
    Operation operation = options.operation();
    try (BrokerSession session = new BrokerSession(context.settings().rabbit())) {
      Reader reader = new Reader(context, options, session);
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
}
