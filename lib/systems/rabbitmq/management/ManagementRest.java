package lib.systems.rabbitmq.management;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import lib.base.config.RabbitSettings;
import lib.base.json.Json;
import lib.base.tls.TlsContext;
import lib.systems.rabbitmq.management.ManagementException.Kind;

/** Sends GET requests to the management API; the only place that reads its status codes. */
final class ManagementRest {

  /** The management API is a matter of detail: nobody should wait long for a closed port. */
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);

  private static final int REASON_LIMIT = 200;

  private final RabbitSettings settings;
  private final String authorization;
  private final HttpClient http;

  ManagementRest(RabbitSettings settings) {
    this.settings = settings;
    String pair = settings.username() + ":" + settings.password().value();
    this.authorization =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Duration limit = settings.connectionTimeout();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT);
    if (settings.managementUrl().getScheme().equalsIgnoreCase("https")) {
      builder.sslContext(TlsContext.of(settings.tls()));
    }
    this.http = builder.build();
  }

  /** One path segment, percent-encoded: the virtual host {@code /} becomes {@code %2F}. */
  static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
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
    HttpResponse<byte[]> answer = exchange(path);
    if (answer.statusCode() == 200) {
      return json(path, answer.body());
    }
    throw refusal(path, answer);
  }

  /** The JSON of a health check, which answers 200 or 503 with its findings. */
  JsonNode health(String path) {
    HttpResponse<byte[]> answer = exchange(path);
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
      throw new ManagementException(Kind.INVALID_JSON, named(path), "not a JSON document", null);
    } catch (JacksonException e) {
      boolean page = new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("<");
      Kind kind = page ? Kind.NOT_THE_MANAGEMENT_API : Kind.INVALID_JSON;
      throw new ManagementException(kind, named(path), e.getOriginalMessage(), e);
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

  private ManagementException refusal(String path, HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
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

  private static String reason(int status, JsonNode body) {
    JsonNode words = body.path("reason").isTextual() ? body.path("reason") : body.path("error");
    String text = words.asText("").replaceAll("\\s+", " ").strip();
    if (text.length() > REASON_LIMIT) {
      text = text.substring(0, REASON_LIMIT) + "…";
    }
    return text.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + text;
  }

  /** HttpRequest's own timeout ends with the headers; this one covers a stalled body as well. */
  private HttpResponse<byte[]> exchange(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(settings.managementUrl() + path))
            .header("Accept", "application/json")
            .header("Authorization", authorization)
            .build();
    long limit = settings.connectionTimeout().toMillis();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return answer.get(limit, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new ManagementException(kindOf(e.getCause()), named(path), words(e.getCause()), e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      String reason = "no answer within " + limit + " ms";
      throw new ManagementException(Kind.TIMEOUT, named(path), reason, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ManagementException(Kind.INTERRUPTED, named(path), "interrupted", e);
    }
  }

  private static Kind kindOf(Throwable cause) {
    if (cause instanceof SSLException) {
      return Kind.TLS;
    }
    boolean late =
        cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
    return late ? Kind.TIMEOUT : Kind.UNREACHABLE;
  }

  private static String words(Throwable cause) {
    if (cause instanceof UnresolvedAddressException
        || cause.getCause() instanceof UnresolvedAddressException) {
      return "unknown host";
    }
    if (cause.getMessage() != null) {
      return cause.getMessage();
    }
    return cause instanceof ConnectException
        ? "connection refused"
        : cause.getClass().getSimpleName();
  }
}
