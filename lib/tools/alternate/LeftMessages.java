package lib.tools.alternate;

/**
 * Test messages of an earlier test that was killed, found in a queue where they would stay.
 *
 * @param number how many
 * @param removed whether they have been taken out
 */
public record LeftMessages(String queue, int number, boolean removed) {}
