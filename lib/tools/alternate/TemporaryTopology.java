package lib.tools.alternate;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Channels;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ExchangeInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a copy of the topology under temporary names that goes when the connection goes, also if
 * this process is killed: queues are exclusive, and exchanges are deleted by the broker with their
 * last binding, of which each has at least one, to such a queue.
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues#exclusive-queues">RabbitMQ, exclusive
 *     queues</a>
 */
final class TemporaryTopology implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TemporaryTopology.class);

  private final TopologyCopy copy;
  private final String where;
  private final TemporaryNames names = new TemporaryNames();

  private final String keeper = names.prefix() + "~keeper";
  private final Channel channel;
  private final List<String> queues = new ArrayList<>();
  private final List<String> exchanges = new ArrayList<>();

  TemporaryTopology(TopologyCopy copy, Connection connection, String where) {
    this.copy = copy;
    this.where = where;
    try {
      this.channel = Channels.open(connection);
      declare();
    } catch (IOException | ShutdownSignalException e) {
      giveUp(connection);
      throw BrokerFailure.of(where, e);
    }
  }

  /** Deletes what there may be already; the queues go with the connection. */
  private void giveUp(Connection connection) {
    for (String exchange : exchanges) {
      try {
        new BrokerQuestions(connection, where).ask(c -> c.exchangeDelete(exchange));
      } catch (BrokerException e) {
        LOG.debug("not deleted: {}: {}", exchange, e.reason());
      }
    }
  }

  /**
   * The copy, as a place to test.
   *
   * @param order queues that come first, if they are part of it
   */
  ProbeTopology stage(String tasksExchange, Collection<String> order) {
    Map<String, String> copies = new LinkedHashMap<>();
    order.stream().filter(copy.queues()::contains).forEach(q -> copies.put(q, names.of(q)));
    copy.queues().forEach(queue -> copies.put(queue, names.of(queue)));
    return new ProbeTopology(
        names.of(tasksExchange), copies, Optional.of(names.prefix()), copy.asOnBroker());
  }

  /**
   * The queue that is declared first never gets a message. Its dead letter exchange makes the
   * broker check for all three rights, so that it refuses before there is an exchange to leave
   * behind.
   */
  private void declare() throws IOException {
    String tasks = names.of(copy.exchanges().get(0).name());
    declareQueue(keeper, Map.of("x-dead-letter-exchange", tasks));
    for (String queue : copy.queues()) {
      declareQueue(names.of(queue), Map.of());
    }
    for (TopologyCopy.Exchange exchange : copy.exchanges()) {
      declare(exchange);
    }
    for (BindingInfo b : copy.bindings()) {
      String source = names.of(b.source());
      String destination = names.of(b.destination());
      if (b.toQueue()) {
        channel.queueBind(destination, source, b.routingKey(), b.arguments());
      } else if (exchanges.contains(destination)) {
        channel.exchangeBind(destination, source, b.routingKey(), b.arguments());
      }
    }
  }

  private void declareQueue(String name, Map<String, Object> arguments) throws IOException {
    channel.queueDeclare(name, false, true, true, arguments);
    queues.add(name);
  }

  /**
   * An exchange and its first binding, sent without waiting for an answer between them, so that
   * hardly anything can part them. A fanout that leads nowhere becomes a direct exchange that leads
   * nowhere, as it cannot be bound without taking messages.
   */
  private void declare(TopologyCopy.Exchange exchange) throws IOException {
    String name = names.of(exchange.name());
    Map<String, Object> arguments = new LinkedHashMap<>();
    exchange.alternate().ifPresent(a -> arguments.put(ExchangeInfo.ALTERNATE, names.of(a)));
    boolean fanout = exchange.type().equals("fanout");
    Optional<BindingInfo> first =
        copy.bindings().stream()
            .filter(b -> fanout && b.toQueue() && b.source().equals(exchange.name()))
            .findFirst();
    String type = fanout && first.isEmpty() ? "direct" : exchange.type();
    exchanges.add(name);
    channel.exchangeDeclareNoWait(name, type, false, true, false, arguments);
    if (first.isPresent()) {
      String queue = names.of(first.get().destination());
      channel.queueBindNoWait(queue, name, first.get().routingKey(), Map.of());
    } else {
      Map<String, Object> nobody = Map.of("x-match", "all", keeper, "nobody");
      channel.queueBindNoWait(keeper, name, keeper, nobody);
    }
    channel.exchangeDeclarePassive(name); // throws what the two have come to
  }

  /** Deletes the queues, with which everything else goes; the connection's end would do, too. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      for (String queue : queues) {
        channel.queueDelete(queue);
      }
      for (String exchange : exchanges) {
        channel.exchangeDelete(exchange);
      }
    } catch (IOException | ShutdownSignalException e) {
      BrokerException failure = BrokerFailure.of(where, e);
      if (!failure.kind().isTemporary()) {
        throw failure;
      } // else the broker has done it already
    }
  }
}
