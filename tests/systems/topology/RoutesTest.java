package tests.systems.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ExchangeInfo;
import lib.systems.rabbitmq.management.PolicyInfo;
import lib.systems.topology.BrokerTopology;
import lib.systems.topology.Route;
import lib.systems.topology.Routes;
import lib.systems.topology.TopicPattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routing keys are followed as the broker routes. */
@Tag("unit")
class RoutesTest {

  private final Settings settings =
      Settings.load(new SettingsSources(Map.of(), Map.of(), Path.of("/nowhere"), Optional.empty()));
  private final String tasks = settings.rabbit().tasksExchange();

  @ParameterizedTest
  @CsvSource(
      value = {
        "a.*, a.b, true",
        "a.*, a, false",
        "a.*, a.b.c, false",
        "a.*, a., true",
        "a.#, a, true",
        "a.#, a.b.c, true",
        "a.#, b.a, false",
        "#, '', true",
        "*, '', false",
        "#.c, a.b.c, true",
        "#.c, c, true",
        "a.#.d, a.d, true",
        "a.#.d, a.b.c.d, true",
        "a.#.d, a.b.c, false",
        "*.b.#, a.b, true",
        "python.*, python-services.send_email, false",
        "A.*, a.b, false",
      })
  void starIsOneWordAndHashAnyNumberOfWords(String pattern, String key, boolean expected) {
    assertEquals(expected, TopicPattern.matches(pattern, key));
  }

  @Test
  void everyConfiguredTopicLandsInTheQueueOfItsSystem() {
    Routes routes = Routes.of(Topology.of(settings.rabbit(), settings.routing()));
    for (String topic : settings.routing().mappedTopics()) {
      String system = settings.routing().systemOf(topic);
      String queue = settings.routing().named(system).findFirst().orElseThrow().queue();
      Route route = routes.follow(tasks, settings.routing().routingKey(topic));
      assertEquals(Set.of(queue), route.queues(), topic);
      assertFalse(route.viaAlternate(), topic);
    }
  }

  @Test
  void anUnknownTopicTakesTheAlternateExchange() {
    Routes routes = Routes.of(Topology.of(settings.rabbit(), settings.routing()));
    Route route = routes.follow(tasks, "default.unknown_service_task");
    assertEquals(Set.of("default.queue"), route.queues());
    assertEquals(List.of(tasks, "camunda.unrouted.tasks"), route.exchanges());
    assertTrue(route.viaAlternate());
  }

  private static ExchangeInfo exchange(String name, String type, Map<String, Object> arguments) {
    return new ExchangeInfo(name, type, true, false, false, arguments, Optional.empty());
  }

  private static BindingInfo toQueue(String source, String queue, String key) {
    return new BindingInfo(source, queue, true, key, Map.of());
  }

  private static BindingInfo toExchange(String source, String exchange, String key) {
    return new BindingInfo(source, exchange, false, key, Map.of());
  }

  private static Routes routes(List<ExchangeInfo> exchanges, BindingInfo... bindings) {
    return Routes.of(
        new BrokerTopology(exchanges, List.of(), List.of(bindings), Optional.of(List.of())));
  }

  @Test
  void anAlternateExchangeThatDoesNotExistIsNamed() {
    Route route =
        routes(List.of(exchange("t", "topic", Map.of("alternate-exchange", "gone"))))
            .follow("t", "x");
    assertEquals(Set.of(), route.queues());
    assertEquals(List.of("gone"), route.missing());
  }

  /** As the broker does it: a binding that matched ends the search, wherever it leads. */
  @Test
  void anExchangeBehindABindingKeepsMessagesFromTheAlternateExchange() {
    Routes routes =
        routes(
            List.of(
                exchange("t", "topic", Map.of("alternate-exchange", "f")),
                exchange("d", "direct", Map.of()),
                exchange("f", "fanout", Map.of())),
            toExchange("t", "d", "a.#"),
            toQueue("d", "q", "a.b"),
            toQueue("f", "rest", ""));
    assertEquals(Set.of("q"), routes.follow("t", "a.b").queues());
    assertEquals(Set.of(), routes.follow("t", "a.c").queues());
    assertEquals(Set.of("rest"), routes.follow("t", "b").queues());
  }

  @Test
  void alternateExchangesFormChainsAndCirclesEnd() {
    Routes routes =
        routes(
            List.of(
                exchange("a", "topic", Map.of("alternate-exchange", "b")),
                exchange("b", "direct", Map.of("alternate-exchange", "a"))),
            toQueue("b", "q", "x"));
    assertEquals(Set.of("q"), routes.follow("a", "x").queues());
    assertEquals(Set.of(), routes.follow("a", "y").queues());
    assertEquals(List.of("a", "b"), routes.follow("a", "y").exchanges());
  }

  @Test
  void aPolicyMaySetTheAlternateExchangeAndTheArgumentBeatsIt() {
    ExchangeInfo plain =
        new ExchangeInfo("t", "topic", true, false, false, Map.of(), Optional.of("p"));
    ExchangeInfo both =
        new ExchangeInfo(
            "u", "topic", true, false, false, Map.of("alternate-exchange", "b"), Optional.of("p"));
    List<PolicyInfo> policies = List.of(new PolicyInfo("p", Map.of("alternate-exchange", "a")));
    BrokerTopology broker =
        new BrokerTopology(List.of(plain, both), List.of(), List.of(), Optional.of(policies));
    assertEquals(Optional.of("a"), broker.alternateOf(plain));
    assertEquals(Optional.of("b"), broker.alternateOf(both));
  }

  @Test
  void whatRoutesByHeadersIsUndecided() {
    Route route = routes(List.of(exchange("h", "headers", Map.of()))).follow("h", "x");
    assertEquals(List.of("h"), route.undecided());
  }
}
