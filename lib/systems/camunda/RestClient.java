package lib.systems.camunda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import lib.base.config.CamundaSettings;
import lib.base.http.HttpFailure;
import lib.base.http.JsonHttp;
import lib.base.json.Json;
import lib.base.text.Reason;
import lib.base.tls.TlsContext;

/**
 * Sends requests to the engine's REST API. There is one {@link #send}; every answer that is not the
 * expected one becomes a {@link CamundaException} with a {@link CamundaException.Kind}. Nothing is
 * retried here: only the caller knows whether doing a thing twice is harmless.
 *
 * <p>Safe for use by several threads.
 */
public final class RestClient {

  /** A list of the engine is read in pages; what is longer than this is no answer of an engine. */
  private static final long LARGEST_ANSWER_BYTES = 128L << 20;

  private final CamundaSettings settings;
  private final JsonHttp http;
  private final Optional<String> authorization;

  /** Opens no connection yet; those are made by the first request and kept. */
  public RestClient(CamundaSettings settings) {
    this.settings = settings;
    this.authorization = settings.auth().header();
    Optional<SSLContext> tls =
        JsonHttp.isEncrypted(settings.baseUrl())
            ? Optional.of(TlsContext.of(settings.tls()))
            : Optional.empty();
    this.http = new JsonHttp(settings.httpTimeout(), tls, LARGEST_ANSWER_BYTES);
  }

  /** The settings that this client was made from. */
  public CamundaSettings settings() {
    return settings;
  }

  /** One path segment or query value, percent-encoded. */
  public static String encode(String text) {
    return JsonHttp.encode(text);
  }

  /** {@code GET path}, within the configured request timeout. */
  public JsonNode get(String path) {
    return send("GET", path, null, settings.httpTimeout());
  }

  /** {@code GET path} where the engine's answer is a list of objects, which may be empty. */
  public JsonNode list(String path) {
    return list("GET", path, get(path));
  }

  /** {@code POST path} where the engine's answer is a list of objects, which may be empty. */
  public JsonNode list(String path, Object body) {
    return list("POST", path, post(path, body));
  }

  private JsonNode list(String method, String path, JsonNode answer) {
    boolean objects = true;
    for (JsonNode row : answer) {
      objects &= row.isObject();
    }
    if (!answer.isArray() || !objects) {
      throw unexpected(method, path, answer, Reason.of("camunda.why.no_list"));
    }
    return answer;
  }

  /** What is said of an answer that is JSON, but not what the engine answers there. */
  CamundaException unexpected(String method, String path, JsonNode answer, Reason why) {
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    String request = method + " " + settings.baseUrl() + path;
    return new CamundaException(Failure.ofBody(request, 200, body, why), null);
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
    JsonHttp.Answer answer = exchange(url, this::authorize, request, settings.httpTimeout());
    if (answer.status() != 200) {
      throw new CamundaException(Failure.ofAnswer(request, answer), null);
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
      throw new CamundaException(
          Failure.ofUnexpected(request, Reason.of("camunda.why.no_204")), null);
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
    JsonHttp.Answer answer = exchange(url, call -> fill(call, method, body), request, timeout);
    int status = answer.status();
    if (status == 204) {
      return MissingNode.getInstance();
    }
    if (status != 200) {
      Failure failure = Failure.ofAnswer(request, answer);
      throw new CamundaException(failure.with(settings.auth()), null);
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
          Failure.ofBody(request, status, body, Reason.of("camunda.why.no_document")), null);
    } catch (JacksonException e) {
      throw new CamundaException(
          Failure.ofBody(request, status, body, Reason.said(Json.problem(e))), e);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void fill(HttpRequest.Builder call, String method, Object body) {
    BodyPublisher content =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body));
    call.method(method, content).header("Accept", "application/json");
    if (body != null) {
      call.header("Content-Type", "application/json");
    }
    authorize(call);
  }

  private void authorize(HttpRequest.Builder call) {
    authorization.ifPresent(value -> call.header("Authorization", value));
  }

  private JsonHttp.Answer exchange(
      URI url, Consumer<HttpRequest.Builder> details, String request, Duration timeout) {
    try {
      return http.send(url, details, timeout);
    } catch (HttpFailure e) {
      throw new CamundaException(Failure.ofException(request, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CamundaException(Failure.ofInterruption(request), e);
    }
  }

  private static byte[] bytes(Object body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }
}
