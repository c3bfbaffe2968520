package lib.systems.account;

import lib.base.text.Coded;
import lib.base.text.Severity;

/** What is to be done about a task, the most urgent first. */
public enum Todo implements Coded {
  /** Lost: unlock it, and it is sent again. */
  UNLOCK(Severity.CRITICAL),
  /** It cannot be known where it is. */
  FIND_OUT(Severity.CRITICAL),
  /** Put right what the error names, and send the answer again. */
  REDRIVE(Severity.WARNING),
  /** Move the message to where it belongs, and repair the binding. */
  MOVE(Severity.WARNING),
  /** Put right what failed, and give it new retries. */
  GIVE_RETRIES(Severity.WARNING),
  /** Answers wait and no worker takes them. */
  START_WORKER(Severity.WARNING),
  /** Messages wait and the system does not take them. */
  START_SYSTEM(Severity.WARNING),
  /** It waits for a worker longer than workers take. */
  LET_WORKER_FETCH(Severity.WARNING),
  /** No worker asks for its topic. */
  ROUTE_TOPIC(Severity.WARNING),
  /** Activate the process. */
  ACTIVATE(Severity.WARNING),
  /** The system owes the answer. */
  ASK_SYSTEM(Severity.OK),
  /** It goes its way. */
  NOTHING(Severity.OK);

  private final Severity severity;

  Todo(Severity severity) {
    this.severity = severity;
  }

  /** How serious it is. */
  public Severity severity() {
    return severity;
  }
}
