package lib.tools.alternate;

/**
 * A topic that the test sends one message for.
 *
 * @param expectedQueue where its message has to land, under its real name
 * @param known whether the routing table lists it; else the alternate exchange has to take it
 */
public record ProbeTopic(
    String topic, String system, String routingKey, String expectedQueue, boolean known) {}
