package lib.systems.camunda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import lib.base.config.Auth;
import lib.base.config.CamundaSettings;
import lib.base.json.Json;
import lib.base.tls.TlsContext;

/**
 * Sends requests to the engine's REST API. There is one {@link #send}; every answer that is not the
 * expected one becomes a {@link CamundaException} with a {@link CamundaException.Kind}. Nothing is
 * retried here: only the caller knows whether doing a thing twice is harmless.
 *
 * <p>Safe for use by several threads. Redirects are not followed: an engine never redirects, login
 * pages do.
 */
public final class RestClient {

  // The JDK keeps idle connections for 20 minutes, Tomcat closes them after 20 to 60 seconds; a
  // request that meets a closing connection fails and cannot be repeated safely.
  static {
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "15");
    }
  }

  private static final Pattern HARMLESS_ID = Pattern.compile("[A-Za-z0-9._:\\-]{1,255}");

  private final CamundaSettings settings;
  private final HttpClient http;
  private final Optional<String> authorization;

  /** Opens no connection yet; those are made by the first request and kept. */
  public RestClient(CamundaSettings settings) {
    this.settings = settings;
    this.authorization = authorization(settings.auth());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.httpTimeout());
    if (settings.baseUrl().getScheme().equals("https")) {
      builder.sslContext(TlsContext.of(settings.tls()));
    }
    this.http = builder.build();
  }

  /** The settings that this client was made from. */
  public CamundaSettings settings() {
    return settings;
  }

  /**
   * Whether an id can be put into a URL path. Ids are opaque (UUIDs or numbers in most
   * installations), so only their characters are checked.
   */
  public static boolean isHarmlessId(String id) {
    return id != null && HARMLESS_ID.matcher(id).matches() && !id.matches("\\.+");
  }

  /** One path segment or query value, percent-encoded. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** {@code GET path}, within the configured request timeout. */
  public JsonNode get(String path) {
    return send("GET", path, null, settings.httpTimeout());
  }

  /** {@code POST path} with a JSON body, within the configured request timeout. */
  public JsonNode post(String path, Object body) {
    return send("POST", path, body, settings.httpTimeout());
  }

  /**
   * {@code GET path} for what is not JSON, e.g. a file.
   *
   * @throws CamundaException for every other outcome than 200
   */
  public byte[] bytes(String path) {
    URI url = URI.create(settings.baseUrl() + path);
    String request = "GET " + url;
    HttpRequest call = authorized(HttpRequest.newBuilder(url)).build();
    HttpResponse<byte[]> answer = exchange(call, request, settings.httpTimeout());
    if (answer.statusCode() != 200) {
      throw new CamundaException(
          Failure.ofAnswer(request, answer.statusCode(), answer.body()), null);
    }
    return answer.body();
  }

  /**
   * {@code POST path} for a command, which the engine acknowledges with 204. Any other success
   * comes from something that is not the engine.
   */
  public void command(String path, Object body) {
    JsonNode answer = send("POST", path, body, settings.httpTimeout());
    if (!answer.isMissingNode()) {
      String request = "POST " + settings.baseUrl() + path;
      throw new CamundaException(Failure.ofUnexpected(request, "204 expected"), null);
    }
  }

  /**
   * Sends one request.
   *
   * @param path below the REST root, starting with a slash, already encoded
   * @param body written as JSON; null for none
   * @param timeout for the whole exchange, the last byte of the body included
   * @return the JSON body; a missing node for 204
   * @throws CamundaException for every other outcome
   */
  public JsonNode send(String method, String path, Object body, Duration timeout) {
    URI url = URI.create(settings.baseUrl() + path);
    String request = method + " " + url;
    HttpResponse<byte[]> answer = exchange(request(method, url, body), request, timeout);
    int status = answer.statusCode();
    if (status == 204) {
      return MissingNode.getInstance();
    }
    if (status != 200) {
      throw new CamundaException(Failure.ofAnswer(request, status, answer.body()), null);
    }
    return json(request, status, answer.body());
  }

  private JsonNode json(String request, int status, byte[] body) {
    try {
      JsonNode node = Json.MAPPER.readTree(body);
      if (node.isContainerNode()) {
        return node;
      }
      throw new CamundaException(
          Failure.ofBody(request, status, body, "not a JSON document"), null);
    } catch (JacksonException e) {
      throw new CamundaException(Failure.ofBody(request, status, body, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private HttpRequest request(String method, URI url, Object body) {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body));
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(url).method(method, content).header("Accept", "application/json");
    if (body != null) {
      builder.header("Content-Type", "application/json");
    }
    return authorized(builder).build();
  }

  private HttpRequest.Builder authorized(HttpRequest.Builder builder) {
    authorization.ifPresent(value -> builder.header("Authorization", value));
    return builder;
  }

  /** HttpRequest's own timeout ends with the headers; this one covers a stalled body as well. */
  private HttpResponse<byte[]> exchange(HttpRequest call, String request, Duration timeout) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(call, BodyHandlers.ofByteArray());
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new CamundaException(Failure.ofException(request, e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      var cause = new TimeoutException("no answer within " + timeout.toMillis() + " ms");
      throw new CamundaException(Failure.ofException(request, cause), cause);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new CamundaException(Failure.ofException(request, e), e);
    }
  }

  private static byte[] bytes(Object body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }

  private static Optional<String> authorization(Auth auth) {
    if (auth instanceof Auth.Basic basic) {
      String pair = basic.username() + ":" + basic.password().value();
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    if (auth instanceof Auth.Bearer bearer) {
      return Optional.of("Bearer " + bearer.token().value());
    }
    return Optional.empty();
  }
}
