package lib.tools.queues;

import lib.base.text.Coded;

/** What a queue is for. */
public enum QueueRole implements Coded {
  /** Tasks of an external system. */
  SYSTEM,
  RESPONSES,
  ERRORS,
  /** Tasks that no system takes, from the alternate exchange. */
  DEFAULT,
  /** Not one of the project's. */
  OTHER
}
