package lib.tools.alternate;

import java.util.Optional;
import lib.base.text.Reason;

/**
 * A test message of which the broker has said what it did.
 *
 * @param returned the broker's words if it gave the message back, or did not take it
 * @param taken whether it took it
 */
public record SentMessage(ProbeTopic topic, String id, Optional<Reason> returned, boolean taken) {}
