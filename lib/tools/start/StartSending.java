package lib.tools.start;

import lib.base.cli.AuditLog;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.StartRequest;

/** Sends starts of a process, each once, and logs what comes of them. Changes the engine. */
public final class StartSending {

  private final ProcessInstances instances;
  private final AuditLog audit;
  private final ProcessDefinition definition;

  public StartSending(RestClient rest, Texts texts, ProcessDefinition definition) {
    this.instances = new ProcessInstances(rest);
    this.audit = new AuditLog(texts);
    this.definition = definition;
  }

  /**
   * Sends one.
   *
   * @throws UncertainStart if the request went out and no answer came
   * @throws TooLongInput if the engine refuses, probably for a text that is too long
   * @throws CamundaException if it refuses for another reason
   */
  public ProcessInstance send(StartRequest request) {
    String businessKey = request.businessKey().orElse("-");
    try {
      ProcessInstance instance = instances.start(request);
      audit.add("start.log", instance.id(), instance.definitionId(), businessKey);
      return instance;
    } catch (CamundaException e) {
      UserException failure = failure(e, request);
      if (failure instanceof UncertainStart) {
        audit.add("start.log_uncertain", e.reason(), definition.id(), businessKey);
      }
      throw failure;
    }
  }

  private static UserException failure(CamundaException e, StartRequest request) {
    return UncertainStart.isPossible(e) ? new UncertainStart(e) : TooLongInput.of(e, request);
  }
}
