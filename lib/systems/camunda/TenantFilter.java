package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose definitions and instances are meant: those of some tenants, those of no tenant, or all.
 *
 * @param ids the tenants; empty for all
 */
public record TenantFilter(List<String> ids) {

  /** What stands for "without a tenant" where a tenant can be given. */
  public static final String NONE = "-";

  public TenantFilter {
    ids = List.copyOf(ids);
  }

  /** Only the tenant of a definition or an instance. */
  public static TenantFilter only(Optional<String> tenantId) {
    return new TenantFilter(List.of(tenantId.orElse(NONE)));
  }

  /** Whether nothing is left out. */
  public boolean isEverybody() {
    return ids.isEmpty();
  }

  /** Whether only what belongs to no tenant is meant. */
  public boolean isNobody() {
    return ids.equals(List.of(NONE));
  }

  /** The query parameters, starting with an ampersand; empty if none are needed. */
  public String query() {
    if (isEverybody()) {
      return "";
    }
    return isNobody()
        ? "&withoutTenantId=true"
        : "&tenantIdIn=" + ids.stream().map(RestClient::encode).collect(Collectors.joining(","));
  }

  /** Whether an object of the engine with a {@code tenantId} is meant. */
  public boolean accepts(JsonNode object) {
    String tenant = object.path("tenantId").asText(null);
    return isEverybody() || (tenant == null ? isNobody() : ids.contains(tenant));
  }
}
