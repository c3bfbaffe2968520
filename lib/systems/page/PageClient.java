package lib.systems.page;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import lib.base.http.HttpFailure;
import lib.base.http.JsonHttp;

/** Asks workers for their {@code /status}. Changes nothing. Safe for use by several threads. */
public final class PageClient {

  /** What answers at the address of a page. */
  public record Answer(int status, byte[] body) {}

  /** A page is a few kilobytes. */
  private static final long LARGEST_PAGE_BYTES = 16L << 20;

  private final Duration limit;
  private final Map<Boolean, JsonHttp> clients = new ConcurrentHashMap<>();

  /**
   * @param limit for one answer
   */
  public PageClient(Duration limit) {
    this.limit = limit;
  }

  /** Where the page of a worker is, with or without a proxy's path in front of it. */
  public static URI pageOf(URI url) {
    return URI.create(url.toString().replaceFirst("/status$", "") + "/status");
  }

  /**
   * Asks one worker.
   *
   * @param url of its status port
   * @return whatever answers there
   * @throws HttpFailure if nothing does
   */
  public Answer ask(URI url) throws HttpFailure, InterruptedException {
    JsonHttp http =
        clients.computeIfAbsent(
            JsonHttp.isEncrypted(url),
            encrypted -> new JsonHttp(limit, tls(encrypted), LARGEST_PAGE_BYTES));
    JsonHttp.Answer answer = http.send(pageOf(url), request -> {}, limit);
    return new Answer(answer.status(), answer.body());
  }

  /** The worker has none; a proxy before it may. */
  private static Optional<SSLContext> tls(boolean encrypted) {
    try {
      return encrypted ? Optional.of(SSLContext.getDefault()) : Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("no TLS in this Java", e);
    }
  }
}
