package lib.tools.start;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.StartRequest;
import lib.systems.variables.VariableType;

/**
 * The engine's database has refused a start, probably for a text that has no room in its tables.
 */
public final class TooLongInput extends UserException {

  private static final long serialVersionUID = 1L;

  private TooLongInput(CamundaException cause, Message reason) {
    super(
        cause.code(),
        cause.exitCode(),
        Message.of("start.too_long", cause.request(), cause.reason(), reason),
        cause);
  }

  /** The failure with its probable cause; itself if it has another one. */
  static UserException of(CamundaException failure, StartRequest request) {
    return Optional.of(failure)
        .filter(refusal -> refusal.kind() == CamundaException.Kind.DATABASE_ERROR)
        .flatMap(refusal -> tooLong(request))
        .<UserException>map(reason -> new TooLongInput(failure, reason))
        .orElse(failure);
  }

  private static Optional<Message> tooLong(StartRequest request) {
    return request.variables().entrySet().stream()
        .flatMap(variable -> variable(variable.getKey(), variable.getValue()).stream())
        .findFirst()
        .or(() -> request.businessKey().flatMap(TooLongInput::businessKey));
  }

  private static Optional<Message> variable(String name, ObjectNode variable) {
    if (name.length() > VariableType.LONGEST_NAME) {
      return Optional.of(
          Message.of(
              "start.too_long.variable_name",
              Message.count("character", name.length()),
              VariableType.LONGEST_NAME,
              name));
    }
    return Optional.of(variable)
        .filter(VariableType::isTooLong)
        .map(
            text ->
                Message.of(
                    "start.too_long.variable",
                    name,
                    Message.count("character", text.path("value").asText().length()),
                    VariableType.LONGEST_STRING));
  }

  private static Optional<Message> businessKey(String key) {
    return key.length() <= StartRequest.LONGEST_BUSINESS_KEY
        ? Optional.empty()
        : Optional.of(
            Message.of(
                "start.too_long.business_key",
                Message.count("character", key.length()),
                StartRequest.LONGEST_BUSINESS_KEY));
  }
}
