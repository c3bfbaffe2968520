package lib.systems.messages;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.text.UnpackedText;
import lib.systems.rabbitmq.Alteration;

/**
 * A message in hand.
 *
 * @param envelope delivery tag, exchange, routing key, redelivered
 * @param properties as they were published; without what the broker adds
 * @param body its bytes
 * @param countedDeliveries how often a quorum queue has delivered it before; 0 for other queues
 * @param alteration what the client has lost of it, so that it cannot be written again as it was
 */
public record QueueMessage(
    Envelope envelope,
    BasicProperties properties,
    byte[] body,
    long countedDeliveries,
    Optional<Alteration> alteration) {

  private static final int LONGEST_UNPACKED = 10_000_000;
  static final String STREAM_OFFSET = "x-stream-offset";
  static final String DELIVERY_COUNT = "x-delivery-count";
  private static final Set<String> OF_QUORUM_QUEUES = Set.of(DELIVERY_COUNT, "x-acquired-count");

  /** A message of which no deliveries are counted. */
  QueueMessage(Envelope envelope, BasicProperties properties, byte[] body) {
    this(envelope, properties, body, 0, Optional.empty());
  }

  /**
   * Takes off what quorum queues put on every message that they deliver: it is no part of the
   * message, and published again it would stay there for ever.
   */
  static QueueMessage delivered(
      QueueKind kind, Envelope envelope, BasicProperties delivered, byte[] body) {
    Optional<Alteration> alteration = Alteration.of(delivered);
    BasicProperties properties = Alteration.withoutMark(delivered);
    Map<String, Object> headers = properties.getHeaders();
    if (kind != QueueKind.QUORUM
        || headers == null
        || OF_QUORUM_QUEUES.stream().noneMatch(headers::containsKey)) {
      return new QueueMessage(envelope, properties, body, 0, alteration);
    }
    Map<String, Object> own = new LinkedHashMap<>(headers);
    own.keySet().removeAll(OF_QUORUM_QUEUES);
    BasicProperties original = properties.builder().headers(own.isEmpty() ? null : own).build();
    long count = headers.get(DELIVERY_COUNT) instanceof Number number ? number.longValue() : 0;
    return new QueueMessage(envelope, original, body, count, alteration);
  }

  /** The same, now that it is known that a quorum queue gave it. */
  QueueMessage ofQuorumQueue() {
    QueueMessage plain = delivered(QueueKind.QUORUM, envelope, properties, body);
    return new QueueMessage(envelope, plain.properties, body, plain.countedDeliveries, alteration);
  }

  /** The body as text, empty if its bytes are not UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text of a compressed body, up to ten million bytes of it; empty if it is none. */
  public Optional<UnpackedText> unpacked() {
    return text().isPresent() ? Optional.empty() : UnpackedText.of(body, LONGEST_UNPACKED);
  }

  /** The body as text, with question marks in black diamonds for what is not UTF-8. */
  public String readableText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Where it stands in its stream; empty for other queues. */
  public Optional<Long> streamOffset() {
    return Optional.ofNullable(properties.getHeaders())
        .map(headers -> headers.get(STREAM_OFFSET))
        .filter(Number.class::isInstance)
        .map(offset -> ((Number) offset).longValue());
  }

  /** The number that places it in a queue on this channel. */
  public long tag() {
    return envelope.getDeliveryTag();
  }
}
