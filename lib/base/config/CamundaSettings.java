package lib.base.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to reach the engine and how to lock its tasks.
 *
 * @param baseUrl REST root without a trailing slash, e.g. {@code http://host:8080/engine-rest}
 * @param workerId owner of the locks
 * @param tenantIds tenants to act on; empty = all
 * @param maxTasks tasks per fetch
 * @param lockDuration lock once a task has been handed over
 * @param handoffLockDuration lock while a task is being published
 * @param asyncResponseTimeout length of a long poll
 * @param httpTimeout request timeout; a long poll gets this on top of its own
 * @param tls how to verify an https engine
 */
public record CamundaSettings(
    URI baseUrl,
    String workerId,
    Auth auth,
    List<String> tenantIds,
    int maxTasks,
    Duration lockDuration,
    Duration handoffLockDuration,
    Duration asyncResponseTimeout,
    Duration httpTimeout,
    TlsSettings tls) {

  public CamundaSettings {
    tenantIds = List.copyOf(tenantIds);
  }

  /** The same with another request timeout. */
  public CamundaSettings withHttpTimeout(Duration timeout) {
    return at(baseUrl, auth, timeout);
  }

  /** The same at another REST root, without credentials and with another request timeout. */
  public CamundaSettings withoutCredentials(URI root, Duration timeout) {
    return at(root, new Auth.None(), timeout);
  }

  private CamundaSettings at(URI root, Auth who, Duration timeout) {
    return new CamundaSettings(
        root,
        workerId,
        who,
        tenantIds,
        maxTasks,
        lockDuration,
        handoffLockDuration,
        asyncResponseTimeout,
        timeout,
        tls);
  }
}
