package lib.tools.alternate;

import java.util.Optional;

/**
 * A test message that the broker has confirmed.
 *
 * @param returned the broker's words if it gave the message back
 */
public record SentMessage(ProbeTopic topic, String id, Optional<String> returned) {}
