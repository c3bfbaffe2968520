package lib.systems.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lib.base.text.Message;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Inequivalence;
import lib.systems.rabbitmq.RefusedDeclaration;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ExchangeInfo;

/**
 * Compares the configuration with what AMQP alone can tell: whether exchanges and queues exist, by
 * passive declaration, and the first property that differs, by a {@link RefusedDeclaration} of what
 * exists, which changes nothing. Bindings cannot be seen.
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues#property-equivalence">RabbitMQ, property
 *     equivalence</a>
 */
record AmqpComparison(Topology topology, BrokerQuestions questions) {

  private static final Message NO_BINDINGS = Message.of("topology.why.bindings");

  List<ObjectCheck> objects() {
    List<ObjectCheck> checks = new ArrayList<>();
    topology.exchanges().forEach(exchange -> checks.add(check(exchange)));
    for (Topology.Queue queue : topology.queues()) {
      Verdict verdict =
          verdict(() -> questions.queue(queue.name()).isPresent(), () -> difference(queue));
      checks.add(ObjectCheck.of(ObjectKind.QUEUE, queue.name(), verdict));
    }
    for (Topology.Binding b : topology.bindings()) {
      checks.add(ObjectCheck.of(b, Verdict.notVisible(NO_BINDINGS)));
    }
    return checks;
  }

  private ObjectCheck check(Topology.Exchange exchange) {
    Verdict verdict =
        verdict(() -> questions.hasExchange(exchange.name()), () -> difference(exchange));
    return ObjectCheck.of(ObjectKind.EXCHANGE, exchange.name(), verdict);
  }

  private Verdict verdict(BooleanSupplier look, Supplier<Optional<Inequivalence>> difference) {
    try {
      if (!look.getAsBoolean()) {
        return Verdict.MISSING;
      }
    } catch (BrokerException e) {
      return switch (e.kind()) {
        case ACCESS_REFUSED -> Verdict.notVisible(e.reason().message());
        case REFUSED, NOT_FOUND -> Verdict.exists(e.reason().message());
        default -> throw e;
      };
    }
    return compared(look, difference);
  }

  private Verdict compared(BooleanSupplier look, Supplier<Optional<Inequivalence>> difference) {
    if (!questions.isRabbitMq()) {
      // Qpid does not compare, and closes the connection at arguments that it does not know.
      return Verdict.exists(Message.of("topology.why.not_rabbitmq"));
    }
    try {
      return difference
          .get()
          .map(found -> Verdict.differs(List.of(Difference.of(found))))
          .orElse(Verdict.OK);
    } catch (BrokerException e) {
      return switch (e.kind()) {
        case PRECONDITION_FAILED -> refused(look, e);
        case ACCESS_REFUSED -> Verdict.exists(Message.of("topology.why.no_configure_right"));
        case REFUSED, NOT_FOUND -> Verdict.exists(e.reason().message());
        default -> throw e;
      };
    }
  }

  /** It may have vanished since it was seen. */
  private static Verdict refused(BooleanSupplier look, BrokerException refusal) {
    return look.getAsBoolean() ? Verdict.exists(refusal.reason().message()) : Verdict.MISSING;
  }

  private Optional<Inequivalence> difference(Topology.Exchange exchange) {
    return new RefusedDeclaration(questions)
        .exchange(exchange.name(), exchange.type(), exchange.arguments());
  }

  private Optional<Inequivalence> difference(Topology.Queue queue) {
    return new RefusedDeclaration(questions).queue(queue.name(), true, false, queue.arguments());
  }

  /** What the comparison of the tasks exchange and a look at the alternate exchange tell. */
  AlternateExchange alternate(List<ObjectCheck> checks, String tasksExchange) {
    Verdict verdict = verdictOf(checks, tasksExchange).orElseThrow();
    return switch (verdict.kind()) {
      case OK -> named(checks, configuredAlternate(tasksExchange));
      case MISSING ->
          AlternateExchange.none(
              Optional.of(Message.of("topology.why.no_tasks_exchange", tasksExchange)));
      case DIFFERS -> alternate(checks, verdict.differences().get(0));
      case EXISTS, NOT_VISIBLE -> AlternateExchange.unknown(verdict.why().orElseThrow());
    };
  }

  private AlternateExchange alternate(List<ObjectCheck> checks, Difference first) {
    if (!first.property().equals(ExchangeInfo.ALTERNATE)) {
      return AlternateExchange.unknown(
          Message.of("topology.why.other_difference", first.property()));
    }
    return first
        .actual()
        .map(name -> named(checks, name))
        .orElseGet(
            () -> AlternateExchange.none(Optional.of(Message.of("topology.why.no_policies"))));
  }

  private AlternateExchange named(List<ObjectCheck> checks, String name) {
    Optional<Verdict> known = verdictOf(checks, name);
    boolean missing =
        known
            .map(verdict -> verdict.is(Verdict.Kind.MISSING))
            .orElseGet(() -> !questions.hasExchange(name));
    return new AlternateExchange(
        Optional.of(name),
        AlternateExchange.Source.ARGUMENT,
        Optional.empty(),
        known.flatMap(verdict -> type(name, verdict)),
        missing,
        Optional.empty());
  }

  private Optional<String> type(String name, Verdict verdict) {
    return switch (verdict.kind()) {
      case OK -> configuredType(name);
      case DIFFERS ->
          verdict.differences().stream()
              .filter(difference -> difference.property().equals("type"))
              .findFirst()
              .flatMap(Difference::actual)
              .or(() -> configuredType(name)); // the broker compares the type first
      case MISSING, EXISTS, NOT_VISIBLE -> Optional.empty();
    };
  }

  private Optional<String> configuredType(String name) {
    return topology.exchanges().stream()
        .filter(exchange -> exchange.name().equals(name))
        .map(Topology.Exchange::type)
        .findFirst();
  }

  private String configuredAlternate(String tasksExchange) {
    return topology.exchanges().stream()
        .filter(exchange -> exchange.name().equals(tasksExchange))
        .map(exchange -> String.valueOf(exchange.arguments().get(ExchangeInfo.ALTERNATE)))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Verdict> verdictOf(List<ObjectCheck> checks, String exchange) {
    return checks.stream()
        .filter(check -> check.kind() == ObjectKind.EXCHANGE && check.name().equals(exchange))
        .map(ObjectCheck::verdict)
        .findFirst();
  }
}
