package lib.base.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Sends requests to a server that speaks JSON. An answer has to be complete within a time and a
 * size: {@link HttpRequest}'s own timeout ends with the headers, and a body is of any length.
 *
 * <p>Safe for use by several threads. Redirects are not followed: an API never redirects, login
 * pages do. Nothing is tried again.
 */
public final class JsonHttp {

  // The JDK keeps idle connections for 20 minutes, Tomcat closes them after 20 to 60 seconds; a
  // request that meets a closing connection fails and cannot be repeated safely.
  static {
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "15");
    }
  }

  /**
   * What a server has answered.
   *
   * @param location where a redirect leads to
   */
  public record Answer(int status, byte[] body, Optional<String> location) {}

  private final HttpClient http;
  private final long largestBytes;

  /**
   * Opens no connection yet; those are made by the first request and kept.
   *
   * @param connect limit for making a connection
   * @param tls for https addresses; without it none can be asked
   * @param largestBytes limit for the body of an answer
   */
  public JsonHttp(Duration connect, Optional<SSLContext> tls, long largestBytes) {
    this.largestBytes = largestBytes;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .sslContext(tls.orElseGet(WithoutTls::new))
            .build();
  }

  /** One path segment or query value, percent-encoded: {@code /} becomes {@code %2F}. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The value of the header {@code Authorization} for HTTP Basic. */
  public static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Whether an address needs TLS. */
  public static boolean isEncrypted(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /**
   * Sends one request and waits for its answer, whatever the status.
   *
   * @param details what is asked for, beyond a plain GET
   * @param limit from sending it to the last byte of the body
   * @throws HttpFailure if there is no complete answer
   */
  public Answer send(URI url, Consumer<HttpRequest.Builder> details, Duration limit)
      throws HttpFailure, InterruptedException {
    HttpRequest request = request(url, details);
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new LimitedBody(largestBytes));
    try {
      HttpResponse<byte[]> complete = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          complete.statusCode(), complete.body(), complete.headers().firstValue("Location"));
    } catch (ExecutionException e) {
      throw HttpFailure.of(url, e.getCause());
    } catch (TimeoutException e) {
      throw HttpFailure.late(url, limit);
    } finally {
      answer.cancel(true); // Ends what is not complete.
    }
  }

  private static HttpRequest request(URI url, Consumer<HttpRequest.Builder> details)
      throws HttpFailure {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(Authority.reachable(url));
      details.accept(request);
      return request.build();
    } catch (UnknownHostException e) {
      throw HttpFailure.of(url, e);
    }
  }
}
