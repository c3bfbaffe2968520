package lib.tools.diagnostics;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import lib.base.config.Auth;
import lib.base.config.CamundaSettings;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.Engine;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.RestClient;

/**
 * Whether the engine answers, lets this user in, and what it is. Changes nothing.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/version/">Get REST API
 *     version</a>
 */
record CamundaConnection(CamundaSettings settings, boolean quick) {

  /** After a wrong password the engine refuses the right one as well, for about three seconds. */
  private static final Duration LOGIN_DELAY = Duration.ofSeconds(4);

  /** For what only improves the advice. */
  private static final Duration ASIDE = Duration.ofSeconds(1);

  /** The client to go on with; empty if that makes no sense. */
  Optional<RestClient> check(CheckResults findings) throws InterruptedException {
    RestClient rest = new RestClient(settings);
    try {
      String version = version(rest);
      long start = System.nanoTime(); // The first request loads classes and makes the connection.
      new Engine(rest).version();
      long millis = (System.nanoTime() - start) / 1_000_000;
      findings.add(CheckResult.ok(Check.CAMUNDA_REACHABLE, "ok", settings.baseUrl(), millis));
      findings.add(authenticated());
      findings.add(kind(rest, version));
      return Optional.of(rest);
    } catch (CamundaException e) {
      refused(e, findings);
      return Optional.empty();
    }
  }

  /** {@code /version}, because {@code /engine} answers anybody. */
  private String version(RestClient rest) throws InterruptedException {
    Engine engine = new Engine(rest);
    try {
      return engine.version();
    } catch (CamundaException e) {
      boolean password = settings.auth() instanceof Auth.Basic;
      if (e.kind() != Kind.UNAUTHORIZED || !password || quick) {
        throw e;
      }
      Thread.sleep(LOGIN_DELAY.toMillis());
      return engine.version();
    }
  }

  private CheckResult authenticated() {
    if (settings.auth() instanceof Auth.None) {
      return CheckResult.ok(Check.CAMUNDA_AUTHENTICATION, "none");
    }
    String user = settings.auth() instanceof Auth.Basic basic ? basic.username() : "-";
    boolean open = !quick && answers(settings.baseUrl());
    return CheckResult.ok(Check.CAMUNDA_AUTHENTICATION, open ? "open" : "accepted", user);
  }

  private void refused(CamundaException e, CheckResults findings) {
    if (e.kind() != Kind.UNAUTHORIZED) {
      findings.add(unreachable(e));
      return;
    }
    findings.add(CheckResult.ok(Check.CAMUNDA_REACHABLE, "answers", settings.baseUrl()));
    String kind = "required";
    String user = "-";
    if (settings.auth() instanceof Auth.Basic basic) {
      kind = quick ? "wrong_or_delayed" : "wrong";
      user = basic.username();
    } else if (settings.auth() instanceof Auth.Bearer) {
      kind = "wrong_token";
    }
    findings.add(CheckResult.failure(Check.CAMUNDA_AUTHENTICATION, kind, user, e.reason()));
  }

  private CheckResult unreachable(CamundaException e) {
    if (e.kind() == Kind.NOT_THE_ENGINE) {
      URI usual = settings.baseUrl().resolve("/engine-rest");
      if (!usual.equals(settings.baseUrl()) && answers(usual)) {
        return CheckResult.failure(
            Check.CAMUNDA_REACHABLE, "elsewhere", settings.baseUrl(), e.reason(), usual);
      }
    }
    return CamundaFailure.of(Check.CAMUNDA_REACHABLE, e);
  }

  /** Whether an engine answers there to somebody without a password. */
  private boolean answers(URI root) {
    CamundaSettings nobody = settings.withoutCredentials(root, ASIDE);
    try {
      new Engine(new RestClient(nobody)).version();
      return true;
    } catch (CamundaException e) {
      return false;
    }
  }

  /**
   * Camunda 7 counts versions from 7 on, its successors from 1; which of them it is shows only in
   * the names of their classes and products.
   */
  private CheckResult kind(RestClient rest, String version) {
    if (version.startsWith("7.")) {
      return CheckResult.ok(Check.CAMUNDA_VERSION, "ok", "Camunda", version);
    }
    String telemetry = quick ? "" : new EngineSurvey(rest).telemetry().toLowerCase(Locale.ROOT);
    if (telemetry.contains("operaton")) {
      return CheckResult.ok(Check.CAMUNDA_VERSION, "ok", "Operaton", version);
    } else if (telemetry.contains("cibseven") || telemetry.contains("cib seven")) {
      return CheckResult.ok(Check.CAMUNDA_VERSION, "ok", "CIB seven", version);
    }
    return version.isEmpty()
        ? CheckResult.warning(Check.CAMUNDA_VERSION, "unknown")
        : CheckResult.ok(Check.CAMUNDA_VERSION, "successor", version);
  }
}
