package lib.systems.topology;

import java.util.List;
import java.util.Set;

/**
 * Where a message goes.
 *
 * @param queues the queues that it lands in; empty = it is returned or lost
 * @param exchanges the exchanges that it passes, in order
 * @param viaAlternate whether an alternate exchange took it
 * @param missing exchanges that it should have gone to and that do not exist
 * @param undecided exchanges of a type that routes by more than the key: what follows is unknown
 */
public record Route(
    Set<String> queues,
    List<String> exchanges,
    boolean viaAlternate,
    List<String> missing,
    List<String> undecided) {}
