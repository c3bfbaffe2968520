package lib.systems.messages;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/** The properties of a message that are set, as JSON; null for those that are not. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PropertiesDocument(
    String contentType,
    String contentEncoding,
    Integer deliveryMode,
    Integer priority,
    String correlationId,
    String replyTo,
    String expiration,
    String messageId,
    Long timestamp,
    String timestampHuman,
    String type,
    String userId,
    String appId,
    String clusterId,
    Map<String, Object> headers,
    Map<String, Object> headersTyped) {}
