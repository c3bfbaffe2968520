package lib.tools.worker.status;

import lib.base.text.Coded;

/** What has become of telling a system that a task of its was cancelled. */
public enum CancelledOutcome implements Coded {
  /** Its message is in a queue. */
  TOLD,
  /** No queue of the system takes such messages. */
  NOT_TAKEN,
  /** It ended with an error that perhaps its system has reported: nothing was sent. */
  UNCLEAR
}
