package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

/** A message and where it goes. */
public record Outgoing(
    String exchange, String routingKey, BasicProperties properties, byte[] body) {

  /** To a queue, through the default exchange. */
  public static Outgoing toQueue(String queue, BasicProperties properties, byte[] body) {
    return new Outgoing("", queue, properties, body);
  }
}
