package lib.systems.rabbitmq;

import com.rabbitmq.client.impl.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.Reason;

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
  static Optional<Reason> fault(Outgoing message, long largestBody, int frameMax) {
    int key = message.routingKey().getBytes(StandardCharsets.UTF_8).length;
    if (key > LONGEST_NAME) {
      return Optional.of(
          Reason.of("rabbitmq.why.long_key", Message.count("byte", key), LONGEST_NAME));
    }
    int body = message.body().length;
    if (body > largestBody) {
      return Optional.of(
          Reason.of("rabbitmq.why.large_body", Message.count("byte", body), largestBody));
    }
    try {
      Frame header = message.properties().toFrame(0, body);
      return frameMax > 0 && header.size() > frameMax
          ? Optional.of(
              Reason.of(
                  "rabbitmq.why.large_headers", Message.count("byte", header.size()), frameMax))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          Reason.said(String.valueOf(e.getMessage()))); // e.g. a property over 255 bytes
    } catch (IOException e) {
      return Optional.of(
          Reason.of("rabbitmq.why.unwritable", Reason.said(String.valueOf(e.getMessage()))));
    }
  }
}
