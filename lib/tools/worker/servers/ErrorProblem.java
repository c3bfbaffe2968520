package lib.tools.worker.servers;

import java.util.Optional;
import lib.systems.camunda.CamundaException;

/**
 * Why an answer could not be applied.
 *
 * @param message for people; where the engine said something, its words are in it
 * @param answer the engine's, if there was one
 */
public record ErrorProblem(ErrorType type, String message, Optional<CamundaException> answer) {

  public static ErrorProblem of(ErrorType type, String message) {
    return new ErrorProblem(type, message, Optional.empty());
  }

  /** The engine has answered so. */
  public static ErrorProblem of(ErrorType type, CamundaException answer) {
    String message = "HTTP " + answer.status() + ": " + answer.reason();
    return new ErrorProblem(type, message, Optional.of(answer));
  }

  /** The engine has failed at something that is wrong with the answer. */
  public static ErrorProblem of(String fault, CamundaException answer) {
    return new ErrorProblem(ErrorType.PROCESSING_EXCEPTION, fault, Optional.of(answer));
  }
}
