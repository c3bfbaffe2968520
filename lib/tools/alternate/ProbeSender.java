package lib.tools.alternate;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import lib.base.json.Json;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.Channels;

/**
 * Publishes test messages with {@code mandatory}, one at a time, each with its confirm. Unless they
 * are to be kept, they expire by themselves, so that none outlives a tool that is killed.
 */
final class ProbeSender {

  /** Longer than any test, shorter than anybody would wonder about. */
  static final Duration EXPIRY = Duration.ofMinutes(2);

  private static final String ID_START = "ucw-test-";
  private static final String TYPE = "camunda.routing-test";

  private final String where;
  private final Duration limit;
  private final boolean expiring;
  private final Channel channel;
  private final Map<String, String> returned = new ConcurrentHashMap<>();

  ProbeSender(Connection connection, String where, Duration limit, boolean expiring) {
    this.where = where;
    this.limit = limit;
    this.expiring = expiring;
    try {
      channel = Channels.open(connection);
      channel.confirmSelect();
      channel.addReturnListener(
          r ->
              returned.put(
                  String.valueOf(r.getProperties().getMessageId()),
                  r.getReplyCode() + " " + r.getReplyText()));
    } catch (IOException | ShutdownSignalException e) {
      throw BrokerFailure.of(where, e);
    }
  }

  /** Whether a message is one of this or any other routing test. */
  static boolean isTestMessage(BasicProperties properties) {
    return TYPE.equals(properties.getType())
        && properties.getMessageId() != null
        && properties.getMessageId().startsWith(ID_START);
  }

  /**
   * Publishes one message.
   *
   * @throws lib.systems.rabbitmq.BrokerException if the broker does not take it
   */
  SentMessage send(String exchange, ProbeTopic topic) {
    String id = ID_START + UUID.randomUUID();
    try {
      channel.basicPublish(exchange, topic.routingKey(), true, properties(topic, id), body(topic));
      if (!channel.waitForConfirms(limit.toMillis())) {
        throw new IOException("the broker did not accept the message (nack)");
      }
      return new SentMessage(topic, id, Optional.ofNullable(returned.get(id)));
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw BrokerFailure.of(where, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BrokerFailure.of(where, e);
    }
  }

  private BasicProperties properties(ProbeTopic topic, String id) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("camunda_topic", topic.topic());
    headers.put("target_system", topic.system());
    headers.put("ucw_test", true);
    var properties =
        new BasicProperties.Builder()
            .messageId(id)
            .contentType("application/json")
            .contentEncoding("utf-8")
            .deliveryMode(2)
            .type(TYPE)
            .appId("universal-camunda-worker")
            .timestamp(new Date())
            .headers(headers);
    if (expiring) {
      properties.expiration(Long.toString(EXPIRY.toMillis()));
    }
    return properties.build();
  }

  private static byte[] body(ProbeTopic topic) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("test", true);
    body.put("topic", topic.topic());
    body.put("system", topic.system());
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }
}
