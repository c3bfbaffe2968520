package lib.systems.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ManagementException;

/**
 * How the broker compares with the configuration, object by object.
 *
 * @param objects every configured exchange, queue and binding
 * @param alternate the alternate exchange of the tasks exchange
 * @param extraBindings bindings of the configured exchanges that are not configured
 * @param broker everything that the management API shows; empty if it could not be used
 * @param obstacle why it could not be used
 */
public record TopologyReport(
    List<ObjectCheck> objects,
    AlternateExchange alternate,
    List<BindingInfo> extraBindings,
    Optional<BrokerTopology> broker,
    Optional<ManagementException> obstacle) {

  public TopologyReport {
    objects = List.copyOf(objects);
    extraBindings = List.copyOf(extraBindings);
  }

  /** What is missing or differs. */
  public List<ObjectCheck> wrong() {
    return objects.stream().filter(check -> check.verdict().isWrong()).toList();
  }

  /** Whether the broker has no such object. */
  public boolean isMissing(ObjectKind kind, String name) {
    return of(kind)
        .filter(check -> check.name().equals(name))
        .anyMatch(check -> check.verdict().is(Verdict.Kind.MISSING));
  }

  /** The checks of one kind of objects. */
  public Stream<ObjectCheck> of(ObjectKind kind) {
    return objects.stream().filter(check -> check.kind() == kind);
  }
}
