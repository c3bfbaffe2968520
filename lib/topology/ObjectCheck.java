package lib.topology;

//SOURCES Difference.java
//SOURCES ObjectKind.java
//SOURCES Verdict.java
//SOURCES ../text/Message.java
//SOURCES ../text/Texts.java
//FILES topology_ru.properties=topology_ru.properties
//FILES topology_en.properties=topology_en.properties

import java.util.stream.Collectors;
import lib.text.Message;
import lib.text.Texts;

/**
 * One configured object and how the broker has it.
 *
 * @param name of a binding: {@code camunda.external.tasks -> bitrix24.queue (bitrix24.#)}
 */
public record ObjectCheck(ObjectKind kind, String name, Verdict verdict) {

  /** How bindings are written everywhere: {@code exchange -> queue (routing key)}. */
  public static String bindingName(String exchange, String destination, String routingKey) {
    return "%s -> %s (%s)".formatted(exchange, destination, routingKey);
  }

  /** "queue bitrix24.queue", in the language of the texts. */
  public Message object() {
    return Message.of("topology.object." + kind.code(), name);
  }

  /** The finding as part of a sentence: "exchange x: type is direct, should be topic". */
  public String sentence(Texts texts) {
    String object = texts.get(object());
    if (verdict instanceof Verdict.Differs differs) {
      String all =
          differs.differences().stream()
              .map(difference -> texts.get(differenceText(difference)))
              .collect(Collectors.joining("; "));
      return texts.get("topology.differs", object, all);
    } else if (verdict instanceof Verdict.Exists exists) {
      return texts.get("topology.exists", object, exists.why());
    } else if (verdict instanceof Verdict.NotVisible invisible) {
      return texts.get("topology.not_visible", object, invisible.why());
    }
    return texts.get("topology." + verdict.code(), object);
  }

  private static Message differenceText(Difference difference) {
    return Message.of(
        "topology.difference",
        difference.property(),
        difference.actual().orElse("-"),
        difference.expected().orElse("-"));
  }
}
