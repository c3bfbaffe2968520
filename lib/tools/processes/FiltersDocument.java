package lib.tools.processes;

import java.util.List;
import java.util.Set;
import lib.systems.camunda.TenantFilter;

/** The filters as JSON; an empty list where there was none. The names of the fields stay. */
record FiltersDocument(
    Set<String> key,
    Set<String> businessKey,
    Set<String> topic,
    Set<String> workerId,
    List<String> tenantId) {

  static FiltersDocument of(Filters filters, TenantFilter tenants) {
    return new FiltersDocument(
        filters.of(Filter.KEY),
        filters.of(Filter.BUSINESS_KEY),
        filters.of(Filter.TOPIC),
        filters.of(Filter.WORKER_ID),
        tenants.ids());
  }
}
