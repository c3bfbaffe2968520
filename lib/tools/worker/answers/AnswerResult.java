package lib.tools.worker.answers;

import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.tools.worker.servers.ErrorProblem;
import lib.tools.worker.servers.ErrorType;

/**
 * What came of one attempt to apply an answer.
 *
 * @param failure the engine's answer, empty if it was a good one
 * @param fault what is wrong with the answer itself, as far as that is known
 */
record AnswerResult(
    AnswerOutcome outcome, Optional<CamundaException> failure, Optional<String> fault) {

  static AnswerResult of(AnswerOutcome outcome) {
    return new AnswerResult(outcome, Optional.empty(), Optional.empty());
  }

  static AnswerResult of(AnswerOutcome outcome, CamundaException failure) {
    return new AnswerResult(outcome, Optional.of(failure), Optional.empty());
  }

  /** The engine has failed at something in the answer. */
  static AnswerResult refused(String fault, CamundaException failure) {
    return new AnswerResult(AnswerOutcome.REJECTED, Optional.of(failure), Optional.of(fault));
  }

  /** What the error message says, where the outcome asks for one. */
  ErrorProblem problem() {
    return failure
        .map(e -> fault.map(text -> ErrorProblem.of(text, e)).orElseGet(() -> said(e)))
        .orElseGet(() -> ErrorProblem.of(ErrorType.PROCESSING_EXCEPTION, outcome.code()));
  }

  private ErrorProblem said(CamundaException e) {
    return ErrorProblem.of(
        outcome == AnswerOutcome.REJECTED
            ? ErrorType.UNEXPECTED_HTTP_STATUS
            : ErrorType.CAMUNDA_INTERNAL_ERROR,
        e);
  }
}
