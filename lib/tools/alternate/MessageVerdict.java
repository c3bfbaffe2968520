package lib.tools.alternate;

import lib.base.text.Coded;

/** What became of a test message. */
public enum MessageVerdict implements Coded {
  /** It is in one queue, by a binding. */
  ROUTED,
  /** It is in the queue behind the alternate exchange. */
  VIA_ALTERNATE,
  /** The broker gave it back: no queue for it. */
  RETURNED,
  /** The broker did not take it: a queue for it is full and refuses more, say. */
  REFUSED,
  /** It is nowhere. */
  LOST,
  /** It is in more than one queue, or more than once in one. */
  DUPLICATED
}
