package lib.systems.rabbitmq.management;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import lib.base.config.RabbitSettings;
import lib.base.http.HttpFailure;
import lib.base.http.JsonHttp;
import lib.base.json.Json;
import lib.base.text.Reason;
import lib.base.tls.TlsContext;
import lib.systems.rabbitmq.management.ManagementException.Kind;

/** Sends GET requests to the management API; the only place that reads its status codes. */
final class ManagementRest {

  /** The management API is a matter of detail: nobody should wait long for a closed port. */
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

  /** Ten thousand queues with their statistics are some 30 MiB. */
  private static final long LARGEST_ANSWER_BYTES = 128L << 20;

  private static final int REASON_LIMIT = 200;

  private final RabbitSettings settings;
  private final String authorization;
  private final JsonHttp http;

  ManagementRest(RabbitSettings settings) {
    this.settings = settings;
    this.authorization = JsonHttp.basic(settings.username(), settings.password().value());
    Duration limit = settings.connectionTimeout();
    Duration connect = limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT;
    Optional<SSLContext> tls =
        JsonHttp.isEncrypted(settings.managementUrl())
            ? Optional.of(TlsContext.of(settings.tls()))
            : Optional.empty();
    this.http = new JsonHttp(connect, tls, LARGEST_ANSWER_BYTES);
  }

  /** One path segment, percent-encoded: the virtual host {@code /} becomes {@code %2F}. */
  static String encode(String segment) {
    return JsonHttp.encode(segment);
  }

  /** How a request is named in messages. */
  String named(String path) {
    return "GET " + settings.managementUrl() + path;
  }

  /**
   * The JSON of a 200.
   *
   * @param path from {@code /api} on, already encoded
   * @throws ManagementException for everything else
   */
  JsonNode get(String path) {
    JsonHttp.Answer answer = exchange(path);
    if (answer.status() == 200) {
      return json(path, answer.body());
    }
    throw refusal(path, answer);
  }

  /** The JSON of a health check, which answers 200 or 503 with its findings. */
  JsonNode health(String path) {
    JsonHttp.Answer answer = exchange(path);
    JsonNode body = lenient(answer.body());
    if (body.path("status").isTextual()) {
      return body;
    }
    throw refusal(path, answer);
  }

  private JsonNode json(String path, byte[] body) {
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      if (node.isContainerNode()) {
        return node;
      }
      throw new ManagementException(
          Kind.INVALID_JSON, named(path), Reason.of("management.no_document"), null);
    } catch (JacksonException e) {
      boolean page = new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("<");
      Kind kind = page ? Kind.NOT_THE_MANAGEMENT_API : Kind.INVALID_JSON;
      throw new ManagementException(kind, named(path), Reason.said(Json.problem(e)), e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode lenient(byte[] body) {
    try {
      return Json.MAPPER.readTree(body);
    } catch (IOException notJson) {
      return Json.MAPPER.missingNode();
    }
  }

  private ManagementException refusal(String path, JsonHttp.Answer answer) {
    int status = answer.status();
    JsonNode body = lenient(answer.body());
    boolean own = body.has("error") || body.has("reason");
    Kind kind =
        switch (status) {
          case 401, 403 -> Kind.UNAUTHORIZED;
          case 404 -> own ? Kind.NOT_FOUND : Kind.NOT_THE_MANAGEMENT_API;
          default -> {
            if (status == 429 || status >= 500) {
              yield Kind.UNAVAILABLE;
            }
            yield own ? Kind.REFUSED : Kind.NOT_THE_MANAGEMENT_API;
          }
        };
    return new ManagementException(kind, named(path), reason(status, body), null);
  }

  private static Reason reason(int status, JsonNode body) {
    JsonNode words = body.path("reason").isTextual() ? body.path("reason") : body.path("error");
    String text = words.asText("").replaceAll("\\s+", " ").strip();
    if (text.length() > REASON_LIMIT) {
      text = text.substring(0, REASON_LIMIT) + "…";
    }
    return Reason.said(text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text);
  }

  private JsonHttp.Answer exchange(String path) {
    try {
      return http.send(
          URI.create(settings.managementUrl() + path),
          request ->
              request.header("Accept", "application/json").header("Authorization", authorization),
          settings.connectionTimeout());
    } catch (HttpFailure e) {
      throw new ManagementException(kindOf(e), named(path), e.reason(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ManagementException(
          Kind.INTERRUPTED, named(path), Reason.of("management.interrupted"), e);
    }
  }

  private static Kind kindOf(HttpFailure failure) {
    return switch (failure.kind()) {
      case TLS -> Kind.TLS;
      case TIMEOUT -> Kind.TIMEOUT;
      case UNREACHABLE, LOST -> Kind.UNREACHABLE;
      case TOO_LARGE -> Kind.INVALID_JSON;
    };
  }
}
