package sandbox;

//DEPS org.apache.qpid:qpid-broker-core:10.1.0
//DEPS org.apache.qpid:qpid-broker-plugins-amqp-0-8-protocol:10.1.0
//DEPS org.apache.qpid:qpid-broker-plugins-memory-store:10.1.0
//SOURCES FreePort.java
//SOURCES ../lib/systems/rabbitmq/package-info.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import lib.systems.rabbitmq.Topology;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.AlternateBinding;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.BrokerModel;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.model.VirtualHostNode;

/**
 * Apache Qpid Broker-J in this JVM, in memory, on loopback: a stand-in for RabbitMQ where none is
 * installed. The user is guest with the password guest, the virtual host the default one.
 *
 * <p>Arguments such as alternate-exchange are RabbitMQ's own and make Qpid close the connection, so
 * the topology is made here, with Qpid's model.
 *
 * @see <a href="https://qpid.apache.org/releases/qpid-broker-j-10.1.0/book/index.html">Qpid
 *     Broker-J</a>
 */
public final class QpidBroker implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      {"name": "sandbox", "modelVersion": "%s",
       "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
         "users": [{"name": "guest", "password": "guest", "type": "managed"}]}],
       "ports": [{"name": "AMQP", "port": %d, "bindingAddress": "127.0.0.1",
         "protocols": ["AMQP_0_9_1"], "authenticationProvider": "plain",
         "virtualhostaliases": [{"name": "nameAlias", "type": "nameAlias"},
           {"name": "defaultAlias", "type": "defaultAlias"}]}],
       "virtualhostnodes": [{"name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
         "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}]}
      """;

  private final SystemLauncher launcher;
  private final Broker<?> broker;

  private QpidBroker(SystemLauncher launcher, Broker<?> broker) {
    this.launcher = launcher;
    this.broker = broker;
  }

  /**
   * Starts the broker and makes the topology in it.
   *
   * @param port 0 = any free one
   * @throws IOException if it does not start, for example because the port is taken
   */
  public static QpidBroker start(int port, Topology topology) throws IOException {
    if (port != 0 && !FreePort.isFree(port)) {
      throw new IOException("port %d is in use".formatted(port));
    }
    var work = Files.createTempDirectory("ucw-qpid");
    var configuration = Files.createTempFile(work, "broker", ".json");
    Files.writeString(configuration, CONFIGURATION.formatted(BrokerModel.MODEL_VERSION, port));
    var failure = new AtomicReference<Exception>();
    var system = new AtomicReference<SystemConfig<?>>();
    var launcher =
        new SystemLauncher(
            new DefaultSystemLauncherListener() {
              @Override
              public void errorOnStartup(RuntimeException e) {
                failure.set(e); // startup() returns as if nothing had happened
              }

              @Override
              public void onContainerResolve(SystemConfig<?> config) {
                system.set(config);
              }
            });
    try {
      launcher.startup(attributes(work, configuration));
    } catch (Exception e) {
      failure.set(e);
    } finally {
      Files.delete(configuration);
      Files.delete(work);
    }
    if (failure.get() != null) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
    var broker = new QpidBroker(launcher, (Broker<?>) system.get().getContainer());
    broker.declare(topology);
    return broker;
  }

  private static Map<String, Object> attributes(Path work, Path configuration) {
    return Map.of(
        "type",
        "Memory",
        "initialConfigurationLocation",
        configuration.toUri().toString(),
        "startupLoggedToSystemOut",
        false,
        "context",
        Map.of(
            "qpid.work_dir", work.toString(),
            "broker.failStartupWithErroredChild", "true",
            // As in RabbitMQ: x-queue-type and its like are no reason to refuse a declaration.
            "exchange.behaviourOnUnknownDeclareArgument", "IGNORE",
            "queue.behaviourOnUnknownDeclareArgument", "IGNORE"));
  }

  public int port() {
    Port<?> amqp = broker.getChildByName(Port.class, "AMQP");
    return amqp.getBoundPort();
  }

  @Override
  public void close() {
    launcher.shutdown();
  }

  private void declare(Topology topology) {
    VirtualHostNode<?> node = broker.findDefautVirtualHostNode();
    var host = node.getVirtualHost();
    topology.exchanges().forEach(exchange -> declare(host, exchange));
    topology.queues().forEach(queue -> host.createChild(Queue.class, durable(queue.name())));
    for (var binding : topology.bindings()) {
      Exchange<?> exchange = host.getChildByName(Exchange.class, binding.exchange());
      exchange.bind(binding.queue(), binding.routingKey(), Map.of(), true);
    }
  }

  private static void declare(VirtualHost<?> host, Topology.Exchange exchange) {
    var attributes = durable(exchange.name());
    attributes.put("type", exchange.type());
    var alternate = exchange.arguments().get("alternate-exchange");
    if (alternate != null) {
      attributes.put("alternateBinding", Map.of(AlternateBinding.DESTINATION, alternate));
    }
    host.createChild(Exchange.class, attributes);
  }

  private static Map<String, Object> durable(String name) {
    return new HashMap<>(Map.of("name", name, "durable", true));
  }
}
