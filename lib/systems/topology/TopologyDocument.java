package lib.systems.topology;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.BindingInfo;

/**
 * A comparison as JSON. The field names stay.
 *
 * @param objects every configured object with its verdict
 * @param extraBindings what is there beyond
 */
public record TopologyDocument(boolean ok, List<Item> objects, List<ExtraBinding> extraBindings) {

  /** One configured object. */
  public record Item(
      String kind,
      String name,
      String verdict,
      List<Difference> differences,
      Optional<String> reason) {

    private static Item of(ObjectCheck check, Texts texts) {
      return new Item(
          check.kind().code(),
          check.name(),
          check.verdict().code(),
          check.verdict().differences(),
          check.verdict().why().map(texts::get));
    }
  }

  /** A binding that is not configured. */
  public record ExtraBinding(
      String exchange, String destination, String destinationType, String routingKey) {

    private static ExtraBinding of(BindingInfo binding) {
      return new ExtraBinding(
          binding.source(),
          binding.destination(),
          binding.toQueue() ? "queue" : "exchange",
          binding.routingKey());
    }
  }

  /** The alternate exchange as the broker has it, beside the configured one. */
  public record Alternate(
      Optional<String> name,
      String configured,
      String source,
      Optional<String> policy,
      Optional<String> type,
      boolean missing,
      Optional<String> reason) {

    /** As a report has it. */
    public static Alternate of(AlternateExchange alternate, String configured, Texts texts) {
      Optional<Message> why = alternate.why();
      return new Alternate(
          alternate.name(),
          configured,
          alternate.source().code(),
          alternate.policy(),
          alternate.type(),
          alternate.missing(),
          why.map(texts::get));
    }
  }

  /**
   * A topic that lands elsewhere.
   *
   * @param topic empty for all that nobody lists
   */
  public record Misrouted(Optional<String> topic, Set<String> expected, Set<String> actual) {

    /** As a report has it. */
    public static Misrouted of(TopicDeviation deviation) {
      return new Misrouted(
          Optional.of(deviation.topic()).filter(topic -> !topic.isEmpty()),
          deviation.expected(),
          deviation.actual());
    }
  }

  /** The whole comparison. */
  public static TopologyDocument of(TopologyReport report, Texts texts) {
    return new TopologyDocument(
        report.wrong().isEmpty(),
        report.objects().stream().map(check -> Item.of(check, texts)).toList(),
        report.extraBindings().stream().map(ExtraBinding::of).toList());
  }
}
