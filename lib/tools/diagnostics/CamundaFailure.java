package lib.tools.diagnostics;

import lib.systems.camunda.CamundaException;

/** A request to the engine that failed, as a finding: {@code camunda.KIND} in the texts. */
final class CamundaFailure {

  private CamundaFailure() {}

  static CheckResult of(Check check, CamundaException e) {
    String kind = e.kind().code();
    // The exception's sentence has the request and the reason, without its own advice.
    return CheckResult.failure(check, kind, e.userMessage().args().toArray());
  }
}
