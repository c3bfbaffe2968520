///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//DESCRIPTION AMQP broker for trying out: a private RabbitMQ node, or Apache Qpid where none is installed
//JAVA 17+
//RUNTIME_OPTIONS -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m
//SOURCES FreePort.java
//SOURCES QpidBroker.java
//SOURCES RabbitNode.java
//SOURCES SandboxFailure.java
//SOURCES TemporaryFolder.java
//SOURCES ../lib/systems/rabbitmq/package-info.java
//SOURCES ../lib/base/cli/package-info.java
//USES ../lib/base/text/package-info.java
//FILES broker_ru.properties=../texts/broker_ru.properties
//FILES broker_en.properties=../texts/broker_en.properties

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lib.base.cli.StopSignals;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.cli.ToolRunner;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologySetup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sandbox.FreePort;
import sandbox.QpidBroker;
import sandbox.RabbitNode;
import sandbox.SandboxFailure;
import sandbox.TemporaryFolder;

/** Runs a broker with the project's exchanges and queues until a signal ends it. */
@Command(name = "broker", sortOptions = false)
class BrokerScript implements Tool {
  @Option(names = "--port", paramLabel = "N", defaultValue = "5672")
  private int port;

  @Option(names = "--management-port", paramLabel = "N", defaultValue = "15672")
  private int managementPort;

  @Option(names = "--embedded")
  private boolean embedded;

  private final CompletableFuture<String> stop = new CompletableFuture<>();

  public static void main(String[] arguments) {
    System.exit(ToolRunner.run("broker", new BrokerScript(), arguments));
  }

  @Override
  public ExitCode run(ToolContext context) throws Exception {
    var main = Thread.currentThread();
    StopSignals.onStop(
        signal -> {
          stop.complete(signal);
          main.interrupt(); // it may be waiting for the node's start
        });
    requireFree(port);
    var topology = Topology.of(context.settings().rabbit(), context.settings().routing());
    if (embedded || !RabbitNode.isInstalled()) {
      runQpid(context, topology);
    } else {
      requireFree(managementPort);
      runRabbit(context, topology);
    }
    return stop.join().equals("INT") ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  /** In this JVM, in memory. The class that uses Qpid is loaded here at the earliest. */
  private void runQpid(ToolContext context, Topology topology) {
    try (var broker = QpidBroker.start(port, topology)) {
      ready(context, "qpid", broker.port(), 0);
      stop.join();
      Thread.interrupted(); // by the signal; the broker would not take its time to end
    } catch (IOException e) {
      throw new SandboxFailure(Message.of("broker.failed", e.getMessage()), e);
    }
  }

  /**
   * The real thing, as a child process. As its data are removed, it may as well be killed at the
   * end.
   */
  private void runRabbit(ToolContext context, Topology topology) throws Exception {
    context.out().note(context.texts().get("broker.starting"));
    var amqp = port == 0 ? FreePort.find() : port;
    try (var folder = TemporaryFolder.create("ucw-broker");
        var node = RabbitNode.start(folder.path(), amqp, managementPort)) {
      declare(node, topology);
      ready(context, "rabbitmq", node.port(), node.managementPort());
      while (!stopped()) {
        if (!node.isRunning()) {
          throw new SandboxFailure("broker.died", node.folder().resolve("log").toString());
        }
      }
    } catch (IOException e) {
      if (!stop.isDone()) {
        throw new SandboxFailure(Message.of("broker.failed", e.getMessage()), e);
      }
    }
  }

  private boolean stopped() throws Exception {
    try {
      stop.get(200, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (InterruptedException told) {
      return stop.isDone();
    }
  }

  /** Not by the configured address, which may be that of another broker. */
  private static void declare(RabbitNode node, Topology topology) throws Exception {
    var factory = new ConnectionFactory();
    factory.setHost(node.host());
    factory.setPort(node.port());
    try (var connection = factory.newConnection("broker.java")) {
      TopologySetup.ensure(connection, node.host() + ":" + node.port(), topology);
    }
  }

  private static void ready(ToolContext context, String kind, int amqp, int management) {
    var url = "amqp://guest:guest@127.0.0.1:" + amqp + "/";
    if (context.json()) {
      var document = new LinkedHashMap<String, Object>();
      document.put("kind", kind);
      document.put("amqp_url", url);
      document.put("management_url", management == 0 ? null : "http://127.0.0.1:" + management);
      context.out().json(document);
    }
    context.out().line("READY " + url);
    context.out().line(context.texts().get("broker." + kind));
    if (management != 0) {
      context.out().line(context.texts().get("broker.management", Integer.toString(management)));
    }
    context.out().line(context.texts().get("broker.stop"));
  }

  private static void requireFree(int port) {
    if (port != 0 && !FreePort.isFree(port)) {
      throw new SandboxFailure("broker.port_in_use", Integer.toString(port));
    }
  }
}
