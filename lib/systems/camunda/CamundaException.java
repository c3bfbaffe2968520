package lib.systems.camunda;

import java.util.Optional;
import lib.base.text.Coded;
import lib.base.text.ServerException;

/**
 * A request to the engine that did not have the expected answer. {@link #kind()} says which of the
 * cases it is, so that callers decide by a {@code switch} and not by status codes.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/overview/">Camunda REST API,
 *     error handling</a>
 */
public final class CamundaException extends ServerException {

  /** What went wrong, from the caller's point of view. */
  public enum Kind implements Coded {
    /** No connection: refused, unknown host, no route. */
    UNREACHABLE,
    /** Connected, but no complete answer within the time limit. */
    TIMEOUT,
    /** The connection broke before the answer was complete. */
    CONNECTION_LOST,
    /**
     * 429, 502, 503, 504, the engine's "too many requests", or a 500 that the engine did not write.
     */
    UNAVAILABLE,
    /** The TLS handshake failed: wrong or unknown certificate. */
    TLS,
    /** 401: the engine does not know this user or password. */
    UNAUTHORIZED,
    /** 403: the engine knows the user, but the user may not do this. */
    FORBIDDEN,
    /** Something answered that is not the engine: a proxy's page, a redirect, a wrong path. */
    NOT_THE_ENGINE,
    /** 404 in the engine's own words: the addressed object does not exist. */
    NOT_FOUND,
    /**
     * 500 with code 1 (optimistic locking) or 10000 (deadlock): the same request may succeed now.
     */
    CONCURRENT_UPDATE,
    /** Any other 4xx of the engine: it refuses the request as it is. */
    REJECTED,
    /** 500 because of the engine's database: it is down, too slow, or refuses a value. */
    DATABASE_ERROR,
    /** Any other 500 of the engine: carrying the request out failed, everything was rolled back. */
    ENGINE_ERROR,
    /** A successful status with a body that is not the expected JSON. */
    INVALID_JSON,
    /** The calling thread was interrupted. */
    INTERRUPTED;

    /** The engine is down, overloaded or out of reach; the same request may succeed later. */
    public boolean isOutage() {
      return switch (this) {
        case UNREACHABLE, TIMEOUT, CONNECTION_LOST, UNAVAILABLE -> true;
        default -> false;
      };
    }

    /** Somebody has to correct a setting (address, path, user, certificate) first. */
    public boolean isMisconfiguration() {
      return switch (this) {
        case TLS, UNAUTHORIZED, FORBIDDEN, NOT_THE_ENGINE, INVALID_JSON -> true;
        default -> false;
      };
    }
  }

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  CamundaException(Failure failure, Throwable cause) {
    super(
        "camunda." + failure.kind().code(),
        failure.sentence(),
        failure.request(),
        failure.reason(),
        cause);
    this.failure = failure;
  }

  /** Which of the cases it is. */
  public Kind kind() {
    return failure.kind();
  }

  /**
   * Whether the engine itself says that what was addressed does not exist (any more). Its words
   * name the id; a 404 that does not may come from a proxy or be about something else.
   */
  public boolean saysGone(String id) {
    return kind() == Kind.NOT_FOUND && reason().contains(id);
  }

  /** The HTTP status, or 0 if there was no answer. */
  public int status() {
    return failure.status();
  }

  /** Method and URL of the request. */
  public String request() {
    return failure.request();
  }

  /** The engine's exception type, e.g. {@code ProcessEngineException}; empty if it named none. */
  public Optional<String> engineType() {
    return failure.engineType();
  }

  /** The first 4 KiB of the body, for error messages that somebody has to analyse; may be empty. */
  public String rawResponse() {
    return failure.rawResponse();
  }
}
