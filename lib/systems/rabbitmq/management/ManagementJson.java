package lib.systems.rabbitmq.management;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lib.base.json.Json;

/** Reads the management API's objects leniently: fields come and go between versions. */
final class ManagementJson {

  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private ManagementJson() {}

  static BrokerInfo broker(JsonNode json) {
    return new BrokerInfo(
        text(json, "product_name").orElse("RabbitMQ"),
        text(json, "rabbitmq_version").or(() -> text(json, "product_version")).orElse("-"),
        text(json, "cluster_name"),
        text(json, "node"),
        !json.path("disable_stats").asBoolean());
  }

  static QueueInfo queue(JsonNode json) {
    Map<String, Object> arguments = arguments(json);
    JsonNode rates = json.path("message_stats");
    JsonNode consumers = json.path("consumers");
    return new QueueInfo(
        json.path("name").asText(""),
        text(json, "type")
            .orElseGet(() -> String.valueOf(arguments.getOrDefault("x-queue-type", "classic"))),
        json.path("durable").asBoolean(),
        json.path("auto_delete").asBoolean(),
        json.path("exclusive").asBoolean(),
        arguments,
        text(json, "policy"),
        map(json.path("effective_policy_definition")),
        number(json, "messages_ready"),
        number(json, "messages_unacknowledged"),
        number(rates, "ack"),
        consumers.isNumber() ? OptionalInt.of(consumers.intValue()) : OptionalInt.empty(),
        text(json, "state"),
        number(json, "memory"),
        rate(rates, "publish_details"),
        rate(rates, "deliver_get_details"));
  }

  static ExchangeInfo exchange(JsonNode json) {
    return new ExchangeInfo(
        json.path("name").asText(""),
        json.path("type").asText(""),
        json.path("durable").asBoolean(),
        json.path("auto_delete").asBoolean(),
        json.path("internal").asBoolean(),
        arguments(json),
        text(json, "policy"));
  }

  static BindingInfo binding(JsonNode json) {
    return new BindingInfo(
        json.path("source").asText(""),
        json.path("destination").asText(""),
        !json.path("destination_type").asText("queue").equals("exchange"),
        json.path("routing_key").asText(""),
        arguments(json));
  }

  static ConsumerInfo consumer(JsonNode json) {
    return new ConsumerInfo(
        json.path("queue").path("name").asText(""),
        json.path("consumer_tag").asText(""),
        text(json.path("channel_details"), "connection_name"),
        json.path("prefetch_count").asInt(),
        json.path("exclusive").asBoolean());
  }

  static PolicyInfo policy(JsonNode json) {
    return new PolicyInfo(json.path("name").asText(""), map(json.path("definition")));
  }

  /** Tags are a list; before RabbitMQ 3.9 a text with commas. */
  static UserInfo user(JsonNode json) {
    JsonNode tags = json.path("tags");
    List<String> all =
        tags.isArray()
            ? stream(tags).map(JsonNode::asText).toList()
            : Stream.of(tags.asText("").split(",")).filter(tag -> !tag.isBlank()).toList();
    return new UserInfo(json.path("name").asText(""), all);
  }

  static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Map<String, Object> arguments(JsonNode json) {
    return map(json.path("arguments"));
  }

  /** Erlang writes an empty object as an empty list at times. */
  private static Map<String, Object> map(JsonNode json) {
    return json.isObject() ? Json.MAPPER.convertValue(json, MAP) : Map.of();
  }

  static Optional<String> text(JsonNode json, String field) {
    String text = json.path(field).asText("");
    return text.isEmpty() || json.path(field).isNull() ? Optional.empty() : Optional.of(text);
  }

  private static OptionalLong number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  private static OptionalDouble rate(JsonNode json, String field) {
    JsonNode value = json.path(field).path("rate");
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }
}
