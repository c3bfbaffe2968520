package lib.tools.reader;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lib.base.cli.Style;
import lib.base.json.Json;
import lib.base.text.Texts;
import lib.base.text.UnpackedText;
import lib.systems.messages.MessageDocument;
import lib.systems.messages.MessageJson;
import lib.systems.messages.Obstacle;
import lib.systems.messages.PropertiesDocument;
import lib.systems.messages.QueueMessage;

/** A message as people read it. */
final class MessageView {

  /** More than anybody reads on a screen; a file has all of it. */
  private static final int LONGEST_BODY = 100_000;

  private final Lines lines;
  private final MessageJson format;

  MessageView(Lines lines, ZoneId zone) {
    this.lines = lines;
    this.format = new MessageJson(zone);
  }

  void show(long number, QueueMessage message) {
    MessageDocument document = format.document(number, message);
    PropertiesDocument properties = document.properties();
    lines.empty();
    lines.line(Style.ACCENT, "reader.message", Texts.number(number));
    field("delivery_tag", document.deliveryTag());
    field("exchange", document.exchange());
    field("routing_key", document.routingKey());
    field("redelivered", lines.texts().get(document.redelivered() ? "reader.yes" : "reader.no"));
    field("content_type", properties.contentType().orElse("-"));
    ifSet("timestamp", timestamp(message, properties));
    ifSet("stream_offset", document.streamOffset());
    ifSet("headers", properties.headers().map(Json::write));
    ifSet("properties", Optional.of(others(properties)).filter(others -> !others.isEmpty()));
    Obstacle.altered(number, message)
        .ifPresent(
            reason -> lines.line(Style.WARNING, "reader.field.altered", lines.texts().get(reason)));
    body(message, document);
  }

  /** A dash for a time that cannot be shown; why is said in a line of its own. */
  private static Optional<String> timestamp(QueueMessage message, PropertiesDocument properties) {
    boolean sent = message.properties().getTimestamp() != null;
    return properties.timestampHuman().or(() -> sent ? Optional.of("-") : Optional.empty());
  }

  private static String others(PropertiesDocument properties) {
    List<String> pairs = new ArrayList<>();
    pair(pairs, "content_encoding", properties.contentEncoding());
    pair(pairs, "delivery_mode", properties.deliveryMode());
    pair(pairs, "priority", properties.priority());
    pair(pairs, "correlation_id", properties.correlationId());
    pair(pairs, "reply_to", properties.replyTo());
    pair(pairs, "expiration", properties.expiration());
    pair(pairs, "message_id", properties.messageId());
    pair(pairs, "type", properties.type());
    pair(pairs, "user_id", properties.userId());
    pair(pairs, "app_id", properties.appId());
    pair(pairs, "cluster_id", properties.clusterId());
    return String.join(", ", pairs);
  }

  private static void pair(List<String> pairs, String name, Optional<?> value) {
    value.ifPresent(known -> pairs.add(name + "=" + known));
  }

  private void ifSet(String name, Optional<?> value) {
    value.ifPresent(known -> field(name, known));
  }

  private void field(String name, Object value) {
    String text = value.toString();
    lines.line("reader.field." + name, text.isEmpty() ? "-" : text);
  }

  private String characters(long count) {
    return lines.texts().count("character", count);
  }

  private void body(QueueMessage message, MessageDocument document) {
    String size = Texts.number(message.body().length);
    Optional<UnpackedText> unpacked = message.unpacked();
    if (unpacked.isPresent()) {
      lines.line("reader.field.body_packed", unpacked.get().method(), size);
      text(unpacked.get().text());
    } else if (document.bodyBase64().isPresent()) {
      lines.line("reader.field.body_binary", size);
      text(document.bodyRaw());
    } else {
      lines.line("reader.field.body", size);
      if (document.bodyType().equals("json")) {
        // A line of JSON begins with a bracket or a blank; one of a text could look like ours.
        cut(Json.pretty(document.body()), shown -> shown);
      } else {
        text(document.bodyRaw());
      }
    }
  }

  private void text(String text) {
    cut(text, shown -> shown.replace("\n", "\n   "));
  }

  private void cut(String text, UnaryOperator<String> indented) {
    String shown = text.substring(0, Math.min(LONGEST_BODY, text.length()));
    lines.out().line("   " + indented.apply(shown));
    Optional.of(text.length() - LONGEST_BODY)
        .filter(rest -> rest > 0)
        .ifPresent(rest -> lines.line("reader.body_cut", characters(rest)));
  }
}
