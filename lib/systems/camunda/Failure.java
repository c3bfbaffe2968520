package lib.systems.camunda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import lib.base.config.Auth;
import lib.base.http.HttpFailure;
import lib.base.http.JsonHttp;
import lib.base.json.Json;
import lib.base.text.Reason;
import lib.systems.camunda.CamundaException.Kind;

/**
 * What is known of a failed request. The two factory methods are the only places that read status
 * codes, bodies and I/O exceptions.
 *
 * @param request method and URL
 * @param reason the server's own words where there are any
 * @param suffix of the key of its sentence
 */
record Failure(
    Kind kind,
    String request,
    int status,
    Optional<String> engineType,
    Reason reason,
    String rawResponse,
    String suffix) {

  Failure(
      Kind kind,
      String request,
      int status,
      Optional<String> engineType,
      Reason reason,
      String rawResponse) {
    this(kind, request, status, engineType, reason, rawResponse, "");
  }

  private static final int RAW_LIMIT = 4096;
  private static final int REASON_LIMIT = 200;

  /** What the engine says of its database: from 7.18 on, and before. */
  private static final Pattern DATABASE =
      Pattern.compile("persistence layer|ENGINE-03004|Error (updating|querying) database|JDBC");

  /** The title of a page says what its text repeats at length. */
  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?\\S.*?)</title>");

  private static final int OPTIMISTIC_LOCKING = 1;
  private static final int DEADLOCK = 10_000;

  /** An answer with a status that is no success. */
  static Failure ofAnswer(String request, JsonHttp.Answer answer) {
    int status = answer.status();
    byte[] body = answer.body();
    String raw =
        new String(body, 0, Math.min(body.length, RAW_LIMIT), StandardCharsets.UTF_8).strip();
    Optional<JsonNode> error = engineError(body);
    Kind kind =
        error.map(json -> kindOfEngine(status, json)).orElseGet(() -> kindOfForeign(status));
    Optional<String> type = error.map(json -> json.path("type").asText());
    String words = words(status, error, raw) + answer.location().map(to -> " → " + to).orElse("");
    return new Failure(kind, request, status, type, Reason.said(words), raw);
  }

  /** A successful status with a body that cannot be what the engine says. */
  static Failure ofBody(String request, int status, byte[] body, Reason why) {
    String raw =
        new String(body, 0, Math.min(body.length, RAW_LIMIT), StandardCharsets.UTF_8).strip();
    Kind kind = looksLikeMarkup(raw) ? Kind.NOT_THE_ENGINE : Kind.INVALID_JSON;
    Reason reason = kind == Kind.NOT_THE_ENGINE ? Reason.said(words(status, raw)) : why;
    return new Failure(kind, request, status, Optional.empty(), reason, raw);
  }

  /** A success of another kind than the engine's: something else has answered. */
  static Failure ofUnexpected(String request, Reason why) {
    return new Failure(Kind.NOT_THE_ENGINE, request, 200, Optional.empty(), why, "");
  }

  /** The key of its sentence. What to try after a 401 depends on how one has logged in. */
  String sentence() {
    return "camunda.error." + kind.code() + suffix;
  }

  /** The same after a request without a login, or with one of the given kind. */
  Failure with(Auth auth) {
    if (kind != Kind.UNAUTHORIZED) {
      return this;
    }
    String login = auth.match(() -> ".nobody", basic -> "", token -> ".token");
    return new Failure(kind, request, status, engineType, reason, rawResponse, login);
  }

  /** No complete answer. */
  static Failure ofException(String request, HttpFailure failure) {
    Kind kind =
        switch (failure.kind()) {
          case UNREACHABLE -> Kind.UNREACHABLE;
          case TIMEOUT -> Kind.TIMEOUT;
          case TLS -> Kind.TLS;
          case LOST -> Kind.CONNECTION_LOST;
          case TOO_LARGE -> Kind.INVALID_JSON;
        };
    return new Failure(kind, request, 0, Optional.empty(), failure.reason(), "");
  }

  /** Nobody waits for the answer any more. */
  static Failure ofInterruption(String request) {
    Reason why = Reason.of("camunda.why.interrupted");
    return new Failure(Kind.INTERRUPTED, request, 0, Optional.empty(), why, "");
  }

  private static Kind kindOfEngine(int status, JsonNode error) {
    String type = error.path("type").asText("");
    String message = error.path("message").asText("");
    int code = error.path("code").asInt(0);
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      // JAX-RS' own exception: the path is not one of the engine's, so the base URL is wrong.
      case 404 -> type.equals("NotFoundException") ? Kind.NOT_THE_ENGINE : Kind.NOT_FOUND;
      case 429, 502, 503, 504 -> Kind.UNAVAILABLE;
      case 500 -> {
        if (code == OPTIMISTIC_LOCKING
            || code == DEADLOCK
            || type.equals("OptimisticLockingException")) {
          yield Kind.CONCURRENT_UPDATE;
        }
        if (message.contains("too many requests")) {
          yield Kind.UNAVAILABLE;
        }
        yield DATABASE.matcher(message).find() ? Kind.DATABASE_ERROR : Kind.ENGINE_ERROR;
      }
      default -> status > 500 ? Kind.ENGINE_ERROR : Kind.REJECTED;
    };
  }

  /** The body is not the engine's: a proxy, a load balancer or another program answers. */
  private static Kind kindOfForeign(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHORIZED;
      case 403 -> Kind.FORBIDDEN;
      case 413 -> Kind.REJECTED;
      default -> status == 429 || status >= 500 ? Kind.UNAVAILABLE : Kind.NOT_THE_ENGINE;
    };
  }

  /** The engine's error object {@code {type, message, code}}. */
  private static Optional<JsonNode> engineError(byte[] body) {
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      return Optional.ofNullable(node)
          .filter(json -> json.path("type").isTextual() && json.has("message"));
    } catch (JacksonException e) {
      return Optional.empty(); // A page of a proxy. That is what is being asked here.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(int status, Optional<JsonNode> error, String raw) {
    return error
        .flatMap(json -> Json.text(json, "message"))
        .filter(message -> !message.isBlank())
        .orElseGet(() -> words(status, raw));
  }

  private static String words(int status, String raw) {
    var title = TITLE.matcher(raw);
    String page = title.find() ? title.group(1) : raw;
    String text = page.replaceAll("(?is)<(script|style).*?</\\1>", " ").replaceAll("<[^>]*>", " ");
    text = text.replaceAll("\\s+", " ").strip();
    if (text.length() > REASON_LIMIT) {
      text = text.substring(0, REASON_LIMIT) + "…";
    }
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }

  private static boolean looksLikeMarkup(String raw) {
    return raw.startsWith("<");
  }
}
