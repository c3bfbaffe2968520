package lib.tools.diagnostics;

import lib.systems.camunda.EngineEndpoints;
import lib.systems.camunda.EngineEndpoints.Endpoint;
import lib.systems.camunda.RestClient;

/** Tries every request that the worker and the tools make. */
final class CamundaEndpoints {

  private CamundaEndpoints() {}

  /** The order of results of one check: endpoints as they are listed, whichever answered first. */
  static int place(CheckResult result) {
    return result.check() == Check.CAMUNDA_ENDPOINT
        ? EngineEndpoints.ALL.stream().map(Endpoint::name).toList().indexOf(result.object())
        : 0;
  }

  /** Tries one. */
  static CheckResult check(RestClient rest, Endpoint endpoint) {
    long start = System.nanoTime();
    var failure = EngineEndpoints.failure(rest, endpoint);
    long millis = (System.nanoTime() - start) / 1_000_000;
    return failure
        .map(e -> CamundaFailure.of(Check.CAMUNDA_ENDPOINT, e))
        .orElseGet(() -> CheckResult.ok(Check.CAMUNDA_ENDPOINT, "ok", millis))
        .about(endpoint.name());
  }
}
