package lib.tools.worker.answers;

import lib.tools.worker.servers.ErrorType;

/** An answer that cannot be understood; it goes to the error queue. */
final class MalformedAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  MalformedAnswer(ErrorType type, String message) {
    super(message);
    this.type = type;
  }

  ErrorType type() {
    return type;
  }
}
