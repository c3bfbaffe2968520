package lib.tools.start;

import java.util.List;
import lib.base.cli.ToolContext;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TenantFilter;

/** Looks whether business keys are in use. Used by one thread. */
public final class UniqueCheck {

  private final ToolContext context;
  private final RestClient rest;
  private final ProcessDefinition definition;
  private final boolean force;
  private boolean sightChecked;

  /**
   * @param force whether it is enough to warn of instances that may not be seen
   */
  public UniqueCheck(
      ToolContext context, RestClient rest, ProcessDefinition definition, boolean force) {
    this.context = context;
    this.rest = rest;
    this.definition = definition;
    this.force = force;
  }

  /**
   * The running instances with a business key.
   *
   * @throws UnseenInstances if there is none and not even the instances of this process are seen
   */
  public List<ProcessInstance> running(String businessKey) {
    TenantFilter tenant = TenantFilter.only(definition.tenantId());
    List<ProcessInstance> running = new ProcessInstances(rest).running(businessKey, tenant);
    if (running.isEmpty() && !sightChecked) {
      checkSight(businessKey);
      sightChecked = true;
    }
    return running;
  }

  /**
   * The engine leaves out what the user may not read: that nothing was found is worth as much as
   * the user's rights.
   */
  private void checkSight(String businessKey) {
    var rights = new Rights(rest);
    if (rights.of(Rights.Things.INSTANCES) == Rights.Sight.ALL) {
      return;
    }
    String key = definition.key();
    if (rights.of(Rights.Things.INSTANCES, key) == Rights.Sight.PART && !force) {
      throw new UnseenInstances(businessKey, key);
    }
    context.out().warning(context.texts().get("start.unseen", businessKey));
  }
}
