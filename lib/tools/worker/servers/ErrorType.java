package lib.tools.worker.servers;

import lib.base.text.Coded;

/** The {@code error_info.type} of messages in the error queue. Tools select by these names. */
public enum ErrorType implements Coded {
  /** Carrying out the completion failed inside the engine: the process fails further on. */
  CAMUNDA_INTERNAL_ERROR,
  /** The engine refuses the request as it is. */
  UNEXPECTED_HTTP_STATUS,
  /** A member of the answer has a type with which nothing can be done. */
  PROCESSING_EXCEPTION,
  MISSING_TASK_ID,
  JSON_PARSE_ERROR,
  UNSUPPORTED_STATUS,
  UNSUPPORTED_RESPONSE_TYPE
}
