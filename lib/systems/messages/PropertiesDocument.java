package lib.systems.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;
import java.util.Optional;

/** The properties of a message that are set, as JSON. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PropertiesDocument(
    Optional<String> contentType,
    Optional<String> contentEncoding,
    Optional<Integer> deliveryMode,
    Optional<Integer> priority,
    Optional<String> correlationId,
    Optional<String> replyTo,
    Optional<String> expiration,
    Optional<String> messageId,
    Optional<Long> timestamp,
    Optional<String> timestampHuman,
    Optional<String> type,
    Optional<String> userId,
    Optional<String> appId,
    Optional<String> clusterId,
    Optional<Map<String, Object>> headers,
    Optional<Map<String, Object>> headersTyped) {}
