package lib.systems.messages;

import com.rabbitmq.client.LongString;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a message was published before it was dead-lettered for the first time: RabbitMQ writes it
 * into the header {@code x-death}.
 *
 * @param queue the one that dead-lettered it
 * @see <a href="https://www.rabbitmq.com/docs/dlx#effects">RabbitMQ, dead-lettered messages</a>
 */
record Origin(String exchange, String routingKey, String queue) {

  /** Empty if it was not dead-lettered, or its names are not such as can be written again. */
  static Optional<Origin> of(QueueMessage message) {
    Map<String, Object> headers = message.properties().getHeaders();
    if (headers == null || !(headers.get("x-death") instanceof List<?> deaths)) {
      return Optional.empty();
    }
    Optional<String> queue = text(headers.get("x-first-death-queue"));
    Optional<String> reason = text(headers.get("x-first-death-reason"));
    Optional<Origin> oldest = Optional.empty();
    for (Object death : deaths) {
      if (death instanceof Map<?, ?> fields) {
        oldest = of(fields);
        // What dies again for the same reason in the same queue comes to the front of the list.
        if (oldest.isPresent()
            && queue.equals(text(fields.get("queue")))
            && reason.equals(text(fields.get("reason")))) {
          return oldest;
        }
      }
    }
    return oldest;
  }

  private static Optional<Origin> of(Map<?, ?> death) {
    if (!(death.get("routing-keys") instanceof List<?> keys) || keys.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> exchange = text(death.get("exchange"));
    Optional<String> key = text(keys.get(0));
    Optional<String> queue = text(death.get("queue"));
    return exchange.isPresent() && key.isPresent() && queue.isPresent()
        ? Optional.of(new Origin(exchange.get(), key.get(), queue.get()))
        : Optional.empty();
  }

  private static Optional<String> text(Object value) {
    return value instanceof LongString bytes
        ? Optional.of(PlainHeaders.of(bytes).toString())
            .filter(readable -> bytes.equals(PlainHeaders.longString(readable)))
        : Optional.empty();
  }
}
