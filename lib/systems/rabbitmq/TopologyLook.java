package lib.systems.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lib.systems.rabbitmq.BrokerException.Kind;

/**
 * Looks now and then whether everything is there, on one channel that it keeps. A binding cannot be
 * looked at over AMQP: it is made, which changes nothing if it is there. Not safe for several
 * threads.
 */
public final class TopologyLook {

  @FunctionalInterface
  private interface Step {
    void on(Channel channel) throws IOException;
  }

  private final Topology topology;
  private final String where;

  /** What this user may not look at, or bind. */
  private final Set<String> notAllowed = new HashSet<>();

  private Connection connection;
  private Channel channel;

  /**
   * @param where broker and virtual host for error messages
   */
  public TopologyLook(Topology topology, String where) {
    this.topology = topology;
    this.where = where;
  }

  /**
   * The exchanges and queues that are not there.
   *
   * @param open should not publish: in an alarm the broker answers nothing to those that do
   * @throws BrokerException if the broker could not be asked
   */
  public List<String> missing(Connection open) {
    if (open != connection) {
      notAllowed.clear();
      connection = open;
      channel = null;
    }
    List<String> missing = new ArrayList<>();
    for (Topology.Exchange exchange : topology.exchanges()) {
      look("exchange " + exchange.name(), c -> c.exchangeDeclarePassive(exchange.name()), missing);
    }
    for (Topology.Queue queue : topology.queues()) {
      look("queue " + queue.name(), c -> c.queueDeclarePassive(queue.name()), missing);
    }
    if (missing.isEmpty()) {
      topology.bindings().forEach(binding -> bind(binding, missing));
    }
    return missing;
  }

  private void bind(Topology.Binding binding, List<String> missing) {
    look(
        binding.toString(),
        c -> c.queueBind(binding.queue(), binding.exchange(), binding.routingKey()),
        missing);
  }

  private void look(String object, Step step, List<String> missing) {
    if (notAllowed.contains(object)) {
      return;
    }
    try {
      step.on(opened());
    } catch (IOException | ShutdownSignalException e) {
      channel = null;
      BrokerException failure = BrokerFailure.of(where, e);
      if (failure.kind() == Kind.NOT_FOUND) {
        missing.add(object);
      } else if (failure.kind() == Kind.ACCESS_REFUSED || failure.kind() == Kind.REFUSED) {
        notAllowed.add(object);
      } else {
        throw failure;
      }
    }
  }

  private Channel opened() throws IOException {
    if (channel == null || !channel.isOpen()) {
      channel = Channels.open(connection);
    }
    return channel;
  }
}
