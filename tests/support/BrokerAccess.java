package tests.support;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What tests do with the broker as its other users: publish, take, count. One thread only. */
public final class BrokerAccess implements AutoCloseable {

  /** Something done on a channel. */
  @FunctionalInterface
  public interface Step<T> {
    T on(Channel channel) throws IOException;
  }

  private final Connection connection;
  private Channel channel;

  public BrokerAccess(int port, String virtualHost) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(port);
    factory.setVirtualHost(virtualHost);
    factory.setMaxInboundMessageBodySize(Integer.MAX_VALUE);
    try {
      connection = factory.newConnection("test");
    } catch (IOException | TimeoutException e) {
      throw new AssertionError("no connection to the broker of the tests", e);
    }
  }

  /** Runs a step on an open channel; a new one if the broker has closed the last. */
  public <T> T with(Step<T> step) {
    try {
      if (channel == null || !channel.isOpen()) {
        channel = connection.createChannel();
      }
      return step.on(channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes persistently to a queue, through the default exchange. */
  public void send(String queue, byte[] body) {
    publish("", queue, new BasicProperties.Builder().deliveryMode(2).build(), body);
  }

  public void send(String queue, String body) {
    send(queue, body.getBytes(StandardCharsets.UTF_8));
  }

  public void publish(String exchange, String routingKey, BasicProperties properties, byte[] body) {
    with(
        c -> {
          c.basicPublish(exchange, routingKey, properties, body);
          return null;
        });
  }

  /** Ready messages; 0 for a queue that does not exist yet. */
  public long ready(String queue) {
    try {
      return with(c -> c.messageCount(queue));
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  public boolean exists(String queue) {
    try {
      return with(c -> c.queueDeclarePassive(queue)) != null;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Takes the next message out of a queue, waiting for it. */
  public GetResponse take(String queue) {
    Eventually.that("a message in " + queue, () -> ready(queue) > 0);
    return with(c -> c.basicGet(queue, true));
  }

  /** Takes all messages that are there. */
  public List<GetResponse> takeAll(String queue) {
    List<GetResponse> all = new ArrayList<>();
    for (GetResponse m = with(c -> c.basicGet(queue, true)); m != null; ) {
      all.add(m);
      m = with(c -> c.basicGet(queue, true));
    }
    return all;
  }

  @Override
  public void close() {
    connection.abort(5000);
  }
}
