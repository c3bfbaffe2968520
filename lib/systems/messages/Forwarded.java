package lib.systems.messages;

import java.util.Optional;
import lib.base.text.Message;

/**
 * How far messages have got on their way to another queue.
 *
 * @param done the broker has confirmed them
 * @param numbers which ones, e.g. {@code 1-500, 502}
 * @param left looked at and left where they were
 * @param kept looked at and left because they cannot be published again as they are
 * @param obstacle what is against the first of them
 * @param expiring with a time to live of their own, which begins anew
 * @param uncertain sent, but the broker said nothing: they may be in both places
 * @param uncertainNumbers which ones
 * @param problem what ended it early
 */
public record Forwarded(
    long done,
    String numbers,
    long left,
    long kept,
    Optional<Message> obstacle,
    long expiring,
    long uncertain,
    String uncertainNumbers,
    Optional<Message> problem) {

  /** Nothing was done. */
  public static final Forwarded NOTHING =
      new Forwarded(0, "-", 0, 0, Optional.empty(), 0, 0, "-", Optional.empty());

  /** The same, ended by something; what has ended it before goes first. */
  public Forwarded endedBy(Message reason) {
    return new Forwarded(
        done,
        numbers,
        left,
        kept,
        obstacle,
        expiring,
        uncertain,
        uncertainNumbers,
        problem.or(() -> Optional.of(reason)));
  }
}
