package lib.tools.alternate;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lib.base.json.Json;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.PatientPublisher;
import lib.systems.rabbitmq.ProjectMessage;
import lib.systems.rabbitmq.Receipt;

/**
 * Publishes test messages with {@code mandatory}, one at a time, each with its confirm. Unless they
 * are to be kept, they expire by themselves, so that none outlives a tool that is killed.
 */
final class ProbeSender {

  /** Longer than any test, shorter than anybody would wonder about. */
  static final Duration EXPIRY = Duration.ofMinutes(2);

  private static final String ID_START = "ucw-test-";
  private static final String TYPE = "camunda.routing-test";

  private final PatientPublisher publisher;
  private final String where;
  private final boolean expiring;

  ProbeSender(Connection connection, String where, Duration limit, boolean expiring) {
    this.publisher = new PatientPublisher(connection, where, limit);
    this.where = where;
    this.expiring = expiring;
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
    Receipt receipt =
        publisher.publish(
            new Outgoing(exchange, topic.routingKey(), properties(topic, id), body(topic)));
    return switch (receipt.kind()) {
      case CONFIRMED -> new SentMessage(topic, id, Optional.empty(), true);
      case RETURNED -> new SentMessage(topic, id, Optional.of(receipt.reason()), true);
      case NACKED, REFUSED -> new SentMessage(topic, id, Optional.of(receipt.reason()), false);
      case LOST -> throw BrokerFailure.lost(where, receipt);
    };
  }

  private BasicProperties properties(ProbeTopic topic, String id) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("camunda_topic", topic.topic());
    headers.put("target_system", topic.system());
    headers.put("ucw_test", true);
    var properties =
        ProjectMessage.ownJson().type(TYPE).messageId(id).timestamp(new Date()).headers(headers);
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
