package lib.systems.rabbitmq;

import com.rabbitmq.client.impl.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whether a message can be sent at all. To be asked before the client counts it: a message that it
 * counts and does not send makes its numbers differ from the broker's from then on.
 */
final class SendableMessage {

  private static final int LONGEST_NAME = 255;

  private SendableMessage() {}

  /**
   * What makes it impossible, empty if nothing does.
   *
   * @param largestBody that the broker takes
   * @param frameMax in bytes, 0 for no limit: all headers have to fit into one frame
   */
  static Optional<String> fault(Outgoing message, long largestBody, int frameMax) {
    int key = message.routingKey().getBytes(StandardCharsets.UTF_8).length;
    if (key > LONGEST_NAME) {
      return Optional.of("routing key of " + key + " bytes, at most " + LONGEST_NAME);
    }
    int body = message.body().length;
    if (body > largestBody) {
      return Optional.of("message of " + body + " bytes, the broker takes " + largestBody);
    }
    try {
      Frame header = message.properties().toFrame(0, body);
      return frameMax > 0 && header.size() > frameMax
          ? Optional.of("headers of " + header.size() + " bytes, at most " + frameMax)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage())); // e.g. a property over 255 bytes
    } catch (IOException e) {
      return Optional.of("properties that cannot be written: " + e.getMessage());
    }
  }
}
