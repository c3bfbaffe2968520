package lib.tools.start;

import java.util.List;
import java.util.Optional;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.StartRequest;

/** What has come of a run so far. Used by one thread. */
public final class StartResult {

  /** A request and where it goes. */
  record Sending(String url, StartRequest request, boolean dryRun) {}

  private Optional<ProcessDefinition> definition = Optional.empty();
  private List<ProcessDefinition> versions = List.of();
  private Optional<Sending> sending = Optional.empty();
  private List<ProcessInstance> running = List.of();
  private Optional<ProcessInstance> instance = Optional.empty();
  private Optional<WaitResult> waited = Optional.empty();

  /** The process that was found. */
  public void found(ProcessDefinition process) {
    definition = Optional.of(process);
  }

  /** The versions that were found instead. */
  public void found(List<ProcessDefinition> all) {
    versions = all;
  }

  /** The request that is or would be sent. */
  void sending(String url, StartRequest request, boolean dryRun) {
    sending = Optional.of(new Sending(url, request, dryRun));
  }

  /** The instances that have the business key already. */
  void running(List<ProcessInstance> instances) {
    running = instances;
  }

  void started(ProcessInstance started) {
    instance = Optional.of(started);
  }

  void waited(WaitResult result) {
    waited = Optional.of(result);
  }

  Optional<ProcessDefinition> definition() {
    return definition;
  }

  List<ProcessDefinition> versions() {
    return versions;
  }

  Optional<Sending> sending() {
    return sending;
  }

  List<ProcessInstance> running() {
    return running;
  }

  Optional<ProcessInstance> instance() {
    return instance;
  }

  Optional<WaitResult> waited() {
    return waited;
  }
}
