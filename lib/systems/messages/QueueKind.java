package lib.systems.messages;

import lib.base.text.Coded;

/** What a queue is made of: it decides how one can look at its messages without harm. */
public enum QueueKind implements Coded {
  /** Puts messages back where they were. */
  CLASSIC,
  /** Puts messages back in front of all others, in the order in which they come back. */
  QUORUM,
  /** Nothing is taken from it; every reader has its own place. */
  STREAM,
  /** This user may not find out. */
  UNKNOWN
}
