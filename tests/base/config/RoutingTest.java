package tests.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.config.ConfigException;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.config.SystemRoute;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routing table: built in, from files, from the environment. */
@Tag("unit")
class RoutingTest {

  @TempDir Path home;

  private RoutingTable table(Map<String, String> environment, String... lines) {
    try {
      Files.writeString(home.resolve("config.properties"), String.join("\n", lines));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Settings.load(new SettingsSources(Map.of(), environment, home, Optional.empty()))
        .routing();
  }

  private RoutingTable table(String... lines) {
    return table(Map.of(), lines);
  }

  private String failure(String... lines) {
    var e = assertThrows(ConfigException.class, () -> table(lines));
    return Texts.load(Language.EN).get(e.userMessage());
  }

  private static SystemRoute route(RoutingTable table, String system) {
    return table.named(system).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "bitrix24, bitrix24",
    "bitrix_create_task, bitrix24",
    "op_create_milestone, openproject",
    "1c_sync_data, 1c",
    "data_processing, python-services",
    "bitrix24_x, bitrix24",
    "Bitrix_Create_Task, bitrix24",
    "bitrix_unknown, default",
    "op_x, default",
    "1cfoo, 1c",
    "send_email_v2, python-services",
    "create_user_x, python-services",
    "bitrix24.create, bitrix24",
    "'', default"
  })
  void aTopicBelongsToTheSystemThatThePredecessorGaveIt(String topic, String system) {
    assertEquals(system, table().systemOf(topic));
    assertEquals(system + "." + topic, table().routingKey(topic));
  }

  @Test
  void theBuiltInTableHasFiveSystemsAnd27Topics() {
    RoutingTable table = table();
    assertEquals(
        List.of("bitrix24", "openproject", "1c", "python-services", "default"),
        table.systems().stream().map(SystemRoute::system).toList());
    assertEquals(27, table.mappedTopics().size());
    assertEquals("bitrix24", table.mappedTopics().get(0));
    assertEquals("data_processing", table.mappedTopics().get(26));
    assertEquals(
        List.of(
            "python-services.#",
            "python.*",
            "email.*",
            "telegram.*",
            "yandex.*",
            "user.*",
            "file.*",
            "data.*"),
        route(table, "python-services").bindings());
    assertEquals("default.queue", table.defaultSystem().queue());
    assertEquals(List.of(), table.defaultSystem().bindings());
  }

  @Test
  void oneKeyCanBeReplacedAlone() {
    SystemRoute route = route(table("routing.1c.queue = other"), "1c");
    assertEquals("other", route.queue());
    assertEquals(5, route.topics().size());
  }

  @Test
  void aVariableMeansAKnownSystemWhateverItsPunctuation() {
    RoutingTable table = table(Map.of("ROUTING_PYTHON_SERVICES_QUEUE", "py"));
    assertEquals("py", route(table, "python-services").queue());
    assertEquals(5, table.systems().size());
  }

  @Test
  void newSystemsFollowInTheOrderOfTheFileAndBindAllTheirKeys() {
    RoutingTable table =
        table(
            "routing.zeta.queue = z", "routing.zeta.topics = zt, send",
            "routing.alpha.queue = a", "routing.alpha.prefixes = al_, send_e");
    assertEquals(
        List.of("zeta", "alpha", "default"),
        table.systems().stream().map(SystemRoute::system).skip(4).toList());
    assertEquals(List.of("zeta.#"), route(table, "zeta").bindings());
    assertEquals("alpha", table.systemOf("AL_1"));
    assertEquals("python-services", table.systemOf("send_email_x"));
    assertEquals("zeta", table.systemOf("send_e"));
  }

  @Test
  void aSystemWithoutQueueAndTopicsIsGone() {
    RoutingTable table = table("routing.1c.queue =", "routing.1c.topics =");
    assertEquals(4, table.systems().size());
    assertEquals("default", table.systemOf("1c"));
  }

  @Test
  void aSystemWithTopicsNeedsAQueue() {
    String message = failure("routing.crm.topics = crm");
    assertThat(message).contains("System crm");
    assertThat(message).contains("routing.crm.queue");
  }

  @Test
  void aTopicOfTwoSystemsIsAnErrorThatNamesBothAndTheirPlaces() {
    String message = failure("routing.crm.queue = q", "routing.crm.topics = 1c_sync_data");
    assertThat(message)
        .startsWith(
            "Topic 1c_sync_data belongs to two systems: 1c (built-in default)" + " and crm (");
    assertThat(message).contains("config.properties, line 2)");
  }

  @Test
  void aSystemsNameIsOneWordOfARoutingKey() {
    assertThat(failure("routing.a.b.queue = q")).contains("wrong system name \"a.b\"");
  }
}
