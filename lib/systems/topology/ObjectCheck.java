package lib.systems.topology;

import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.rabbitmq.Topology;

/**
 * One configured object and how the broker has it.
 *
 * @param name of a binding: {@code camunda.external.tasks -> bitrix24.queue (bitrix24.#)}
 * @param binding the binding, if it is one
 */
public record ObjectCheck(
    ObjectKind kind, String name, Verdict verdict, Optional<Topology.Binding> binding) {

  /** An exchange or a queue. */
  static ObjectCheck of(ObjectKind kind, String name, Verdict verdict) {
    return new ObjectCheck(kind, name, verdict, Optional.empty());
  }

  /** A binding. */
  static ObjectCheck of(Topology.Binding b, Verdict verdict) {
    String name = bindingName(b.exchange(), b.queue(), b.routingKey());
    return new ObjectCheck(ObjectKind.BINDING, name, verdict, Optional.of(b));
  }

  /** How bindings are written everywhere: {@code exchange -> queue (routing key)}. */
  public static String bindingName(String exchange, String destination, String routingKey) {
    String ends = exchange + " -> " + destination;
    return routingKey.isEmpty() ? ends : ends + " (" + routingKey + ")";
  }

  /** "queue bitrix24.queue", in the language of the texts. */
  public Message object() {
    return Message.of("topology.object." + kind.code(), name);
  }

  /** The finding as part of a sentence, in the language of the texts. */
  public String sentence(Texts texts) {
    return texts.get(sentence());
  }

  /** The finding as part of a sentence: "exchange x differs: type is direct, should be topic". */
  public Message sentence() {
    return verdict.sentence(this);
  }
}
