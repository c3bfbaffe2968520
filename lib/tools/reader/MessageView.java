package lib.tools.reader;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.json.Json;
import lib.base.text.Texts;
import lib.systems.messages.MessageJson;
import lib.systems.messages.QueueMessage;

/** A message as people read it. */
final class MessageView {

  /** More than anybody reads on a screen; a file has all of it. */
  private static final int LONGEST_BODY = 100_000;

  private final Output out;
  private final Texts texts;
  private final MessageJson format;

  MessageView(Output out, Texts texts, ZoneId zone) {
    this.out = out;
    this.texts = texts;
    this.format = new MessageJson(zone);
  }

  void show(long number, QueueMessage message) {
    Map<String, Object> json = format.of(number, message);
    @SuppressWarnings("unchecked")
    Map<String, Object> properties = (Map<String, Object>) json.get("properties");
    out.line();
    out.line(Style.ACCENT, texts.get("reader.message", Texts.number(number)));
    field("delivery_tag", json.get("delivery_tag"));
    field("exchange", json.get("exchange"));
    field("routing_key", json.get("routing_key"));
    String redelivered = message.envelope().isRedeliver() ? "reader.yes" : "reader.no";
    field("redelivered", texts.get(redelivered));
    field("content_type", properties.get("content_type"));
    if (properties.containsKey("timestamp_human")) {
      field("timestamp", properties.get("timestamp_human"));
    }
    if (json.containsKey("stream_offset")) {
      field("stream_offset", json.get("stream_offset"));
    }
    if (properties.containsKey("headers")) {
      field("headers", Json.write(properties.get("headers")));
    }
    others(properties);
    body(message, json);
  }

  private void others(Map<String, Object> properties) {
    Map<String, Object> others = new LinkedHashMap<>(properties);
    List.of("content_type", "timestamp", "timestamp_human", "headers", "headers_typed")
        .forEach(others::remove);
    if (!others.isEmpty()) {
      List<String> pairs = new ArrayList<>();
      others.forEach((name, value) -> pairs.add(name + "=" + value));
      field("properties", String.join(", ", pairs));
    }
  }

  private void field(String name, Object value) {
    String text = value == null || value.toString().isEmpty() ? "-" : value.toString();
    out.line(texts.get("reader.field." + name, Printable.line(text)));
  }

  private void body(QueueMessage message, Map<String, Object> json) {
    boolean binary = json.containsKey("body_base64");
    out.line(
        texts.get(
            binary ? "reader.field.body_binary" : "reader.field.body",
            Texts.number(message.body().length)));
    boolean parsed = json.get("body_type").equals("json");
    String text = parsed ? Json.pretty(json.get("body")) : message.readableText();
    out.line("   " + Printable.text(text.substring(0, Math.min(LONGEST_BODY, text.length()))));
    Optional.of(text.length() - LONGEST_BODY)
        .filter(rest -> rest > 0)
        .ifPresent(rest -> out.line(texts.get("reader.body_cut", Texts.number(rest))));
  }
}
