package lib.systems.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.BindingInfo;

/** A comparison as JSON. The field names stay. */
public record TopologyDocument(Texts texts) {

  /** Every object with its verdict, and what is there beyond. */
  public Map<String, Object> of(TopologyReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ok", report.wrong().isEmpty());
    document.put("objects", report.objects().stream().map(this::object).toList());
    document.put(
        "extra_bindings", report.extraBindings().stream().map(TopologyDocument::binding).toList());
    return document;
  }

  private Map<String, Object> object(ObjectCheck check) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", check.kind().code());
    row.put("name", check.name());
    row.put("verdict", check.verdict().code());
    row.put("differences", differences(check.verdict()));
    row.put("reason", why(check.verdict()).map(texts::get).orElse(null));
    return row;
  }

  private static List<Map<String, Object>> differences(Verdict verdict) {
    return verdict instanceof Verdict.Differs differs
        ? differs.differences().stream().map(TopologyDocument::difference).toList()
        : List.of();
  }

  private static Map<String, Object> difference(Difference difference) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("property", difference.property());
    row.put("expected", difference.expected().orElse(null));
    row.put("actual", difference.actual().orElse(null));
    return row;
  }

  private static Optional<Message> why(Verdict verdict) {
    if (verdict instanceof Verdict.Exists exists) {
      return Optional.of(exists.why());
    }
    return verdict instanceof Verdict.NotVisible invisible
        ? Optional.of(invisible.why())
        : Optional.empty();
  }

  private static Map<String, Object> binding(BindingInfo binding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("exchange", binding.source());
    row.put("destination", binding.destination());
    row.put("destination_type", binding.toQueue() ? "queue" : "exchange");
    row.put("routing_key", binding.routingKey());
    return row;
  }

  /** The alternate exchange as the broker has it, beside the configured one. */
  public Map<String, Object> of(AlternateExchange alternate, String configured) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", alternate.name().orElse(null));
    document.put("configured", configured);
    document.put("source", alternate.source().code());
    document.put("policy", alternate.policy().orElse(null));
    document.put("type", alternate.type().orElse(null));
    document.put("missing", alternate.missing());
    document.put("reason", alternate.why().map(texts::get).orElse(null));
    return document;
  }

  /** A topic that lands elsewhere; the topic is null for all that nobody lists. */
  public static Map<String, Object> of(TopicDeviation deviation) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("topic", deviation.topic().isEmpty() ? null : deviation.topic());
    row.put("expected", deviation.expected());
    row.put("actual", deviation.actual());
    return row;
  }
}
