package lib.systems.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lib.base.text.Reason;

/**
 * Makes the broker have what {@link Topology} says: creates what is missing, adds bindings, and
 * leaves everything that exists as it is. Never deletes, never declares again.
 *
 * <p>Every look uses a channel of its own, because the broker closes the channel with the answer
 * "not found" or "differs".
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues#property-equivalence">RabbitMQ, property
 *     equivalence</a>
 */
public final class TopologySetup {

  /** What was found, object by object. */
  public sealed interface Finding {
    String object();

    /** Does what belongs to the case that it is. */
    void match(
        Consumer<Created> created, Consumer<Differs> differs, Consumer<NotAllowed> notAllowed);

    record Created(String object) implements Finding {
      @Override
      public void match(
          Consumer<Created> created, Consumer<Differs> differs, Consumer<NotAllowed> notAllowed) {
        created.accept(this);
      }
    }

    /** It exists with other properties; the broker's words name the first that differs. */
    record Differs(String object, Reason difference) implements Finding {
      @Override
      public void match(
          Consumer<Created> created, Consumer<Differs> differs, Consumer<NotAllowed> notAllowed) {
        differs.accept(this);
      }

      /** An exchange of another type, which routes differently. */
      public boolean isWrongType() {
        return object.startsWith("exchange ")
            && Inequivalence.of(difference.english())
                .filter(d -> d.property().equals("type"))
                .isPresent();
      }
    }

    /** This user may not look at, create or bind it. */
    record NotAllowed(String object, Reason reason) implements Finding {
      @Override
      public void match(
          Consumer<Created> created, Consumer<Differs> differs, Consumer<NotAllowed> notAllowed) {
        notAllowed.accept(this);
      }

      /** Whether another connection has it for itself, which is not a matter of rights. */
      public boolean isLocked() {
        return BrokerException.saysLocked(reason.english());
      }
    }
  }

  @FunctionalInterface
  private interface Step {
    void on(Channel channel) throws IOException;
  }

  private final Connection connection;
  private final String where;
  private final List<Finding> findings = new ArrayList<>();

  private TopologySetup(Connection connection, String where) {
    this.connection = connection;
    this.where = where;
  }

  /**
   * Creates what is missing on the broker and reports what is different.
   *
   * @param where broker and virtual host for error messages
   * @return nothing for objects that are as they should be
   * @throws BrokerException if the broker could not be asked
   */
  public static List<Finding> ensure(Connection connection, String where, Topology topology) {
    TopologySetup setup = new TopologySetup(connection, where);
    topology.exchanges().forEach(setup::exchange);
    topology.queues().forEach(setup::queue);
    topology.bindings().forEach(setup::binding);
    return List.copyOf(setup.findings);
  }

  private void exchange(Topology.Exchange exchange) {
    Step look = channel -> channel.exchangeDeclarePassive(exchange.name());
    Step declare =
        channel ->
            channel.exchangeDeclare(
                exchange.name(), exchange.type(), true, false, exchange.arguments());
    ensure("exchange " + exchange.name(), look, declare);
  }

  private void queue(Topology.Queue queue) {
    Step look = channel -> channel.queueDeclarePassive(queue.name());
    Step declare =
        channel -> channel.queueDeclare(queue.name(), true, false, false, queue.arguments());
    ensure("queue " + queue.name(), look, declare);
  }

  private void ensure(String object, Step look, Step declare) {
    try {
      if (exists(look)) {
        compare(object, declare);
      } else {
        onOwnChannel(declare);
        findings.add(new Finding.Created(object));
      }
    } catch (BrokerException e) {
      note(object, e);
    }
  }

  /** Declaring an existing object with the same arguments is RabbitMQ's way of comparing them. */
  private void compare(String object, Step declare) {
    if (!isRabbitMq()) {
      return; // Qpid does not compare, and closes the connection at arguments it does not know.
    }
    try {
      onOwnChannel(declare);
    } catch (BrokerException e) {
      if (e.kind() != BrokerException.Kind.ACCESS_REFUSED) {
        throw e;
      }
      // Using the object needs no configure right; only comparing it does.
    }
  }

  private void binding(Topology.Binding binding) {
    String object =
        "binding %s -> %s (%s)"
            .formatted(binding.exchange(), binding.queue(), binding.routingKey());
    try {
      onOwnChannel(
          channel -> channel.queueBind(binding.queue(), binding.exchange(), binding.routingKey()));
    } catch (BrokerException e) {
      note(object, e);
    }
  }

  private void note(String object, BrokerException e) {
    switch (e.kind()) {
      case PRECONDITION_FAILED -> findings.add(new Finding.Differs(object, e.reason()));
      case ACCESS_REFUSED, NOT_FOUND -> findings.add(new Finding.NotAllowed(object, e.reason()));
      default -> {
        if (!e.isLocked()) {
          throw e;
        }
        findings.add(new Finding.NotAllowed(object, e.reason()));
      }
    }
  }

  private boolean exists(Step look) {
    try {
      onOwnChannel(look);
      return true;
    } catch (BrokerException e) {
      if (e.kind() == BrokerException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private boolean isRabbitMq() {
    return "RabbitMQ".equals(String.valueOf(connection.getServerProperties().get("product")));
  }

  private void onOwnChannel(Step step) {
    try (Channel channel = Channels.open(connection)) {
      step.on(channel);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw BrokerFailure.of(where, e);
    }
  }
}
