package lib.systems.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A message as JSON: the predecessor's fields, and what they leave out, so that the message can be
 * published again exactly as it was. {@code body_base64} and {@code headers_typed} are there only
 * where {@code body_raw} and {@code headers} are not exact.
 *
 * @param altered what the client has lost of it: such a message is for reading only
 * @param body for people; parsed if it is JSON
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MessageDocument(
    long messageNumber,
    long deliveryTag,
    String exchange,
    String routingKey,
    boolean redelivered,
    Optional<String> altered,
    Optional<Long> streamOffset,
    PropertiesDocument properties,
    Object body,
    String bodyRaw,
    String bodyType,
    Optional<String> bodyBase64) {}
