package lib.systems.topology;

import java.util.List;
import java.util.Optional;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ExchangeInfo;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.PolicyInfo;
import lib.systems.rabbitmq.management.QueueInfo;

/**
 * All exchanges, queues and bindings of the virtual host at one moment.
 *
 * @param policies empty if this user may not see them (tag {@code policymaker})
 */
public record BrokerTopology(
    List<ExchangeInfo> exchanges,
    List<QueueInfo> queues,
    List<BindingInfo> bindings,
    Optional<List<PolicyInfo>> policies) {

  /**
   * Reads it.
   *
   * @throws ManagementException if the management API does not answer as expected
   */
  public static BrokerTopology read(ManagementApi api) {
    List<ExchangeInfo> exchanges = api.exchanges();
    boolean policed = exchanges.stream().anyMatch(exchange -> exchange.policy().isPresent());
    return new BrokerTopology(
        exchanges, api.queues(), api.bindings(), policed ? policies(api) : Optional.of(List.of()));
  }

  private static Optional<List<PolicyInfo>> policies(ManagementApi api) {
    try {
      return Optional.of(api.policies());
    } catch (ManagementException e) {
      if (e.kind() == ManagementException.Kind.UNAUTHORIZED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The exchange of a name. */
  public Optional<ExchangeInfo> exchange(String name) {
    return exchanges.stream().filter(exchange -> exchange.name().equals(name)).findFirst();
  }

  /** The queue of a name. */
  public Optional<QueueInfo> queue(String name) {
    return queues.stream().filter(queue -> queue.name().equals(name)).findFirst();
  }

  /** Whether the policies that apply to an exchange can be seen, or there are none. */
  public boolean seesPolicyOf(ExchangeInfo exchange) {
    return exchange.policy().isEmpty() || policies.isPresent();
  }

  /** The alternate exchange in force: the argument beats the policy. */
  public Optional<String> alternateOf(ExchangeInfo exchange) {
    return argument(exchange).or(() -> fromPolicy(exchange));
  }

  /** The alternate exchange that the exchange's own argument names. */
  public static Optional<String> argument(ExchangeInfo exchange) {
    return Optional.ofNullable(exchange.arguments().get(ExchangeInfo.ALTERNATE))
        .map(String::valueOf);
  }

  private Optional<String> fromPolicy(ExchangeInfo exchange) {
    return policies.orElse(List.of()).stream()
        .filter(policy -> exchange.policy().filter(policy.name()::equals).isPresent())
        .map(policy -> policy.definition().get(ExchangeInfo.ALTERNATE))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .findFirst();
  }
}
