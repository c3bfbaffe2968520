package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.text.Reason;

/**
 * Why a channel for publishing was closed: because of one message, because of the exchange, or with
 * its connection.
 *
 * @param reason the broker's words
 * @param code AMQP's; 0 if it was not the broker who closed the channel
 */
record ChannelClose(Reason reason, int code) {

  private static final Pattern TOO_LARGE =
      Pattern.compile("message size \\d+ is larger than (?:configured )?max size (\\d+)");

  /** What the broker says where the exchange may be written to, but not with this routing key. */
  private static final String TOPIC = "access to topic";

  static ChannelClose of(ShutdownSignalException cause) {
    int code =
        cause.isHardError() || cause.isInitiatedByApplication()
            ? 0
            : BrokerFailure.replyCode(cause);
    Optional<String> words = Optional.ofNullable(BrokerFailure.replyText(cause));
    return new ChannelClose(
        words.map(Reason::said).orElseGet(() -> Reason.of("rabbitmq.why.channel_closed")), code);
  }

  /** The others on the channel could be sent. */
  boolean isAboutOneMessage() {
    return code != 0 && !isAboutTheExchange();
  }

  /** It does not exist, or this user may not write to it at all: nothing can be sent. */
  boolean isAboutTheExchange() {
    return code == AMQP.NOT_FOUND || (code == AMQP.ACCESS_REFUSED && !reason.contains(TOPIC));
  }

  /** The broker's limit for a body in bytes, if that is the reason. */
  OptionalLong largestBody() {
    Matcher limit = TOO_LARGE.matcher(reason.english());
    return limit.find() ? OptionalLong.of(Long.parseLong(limit.group(1))) : OptionalLong.empty();
  }
}
