package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lib.base.config.ConfigException;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any file of settings: it is read, or refused with a sentence. */
@Tag("unit")
class SettingsFuzzTest {

  private static Path home;

  @BeforeContainer
  static void makeFolder() throws IOException {
    home = Files.createTempDirectory("settings-fuzz");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(home.resolve(".env"));
    Files.deleteIfExists(home.resolve("application.properties"));
    Files.delete(home);
  }

  @Property(tries = 8_000)
  void isReadOrRefusedWithASentence(@ForAll("files") byte[] content, @ForAll boolean environment)
      throws IOException {
    Path file = home.resolve(environment ? ".env" : "application.properties");
    Path other = home.resolve(environment ? "application.properties" : ".env");
    Files.deleteIfExists(other);
    Files.write(file, content);
    try {
      Settings settings = load();
      assertThat(settings.camunda().baseUrl()).isNotNull();
      assertThat(settings.effective()).isNotEmpty();
    } catch (ConfigException e) {
      Samples.isTold(e);
    }
  }

  private static Settings load() {
    return Settings.load(new SettingsSources(Map.of(), Map.of(), home, Optional.empty()));
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<String> names =
        Arbitraries.of(
            "CAMUNDA_BASE_URL",
            "RABBITMQ_URI",
            "RABBITMQ_PORT",
            "WORKER_MAX_TASKS",
            "LOG_LEVEL",
            "rabbitmq.addresses",
            "camunda.timeout",
            "ROUTING_BITRIX24_TOPICS",
            "export TENANT",
            "routing.new.queue",
            "routing.new.topics",
            "worker.status_urls",
            "tools.lang");
    Arbitrary<String> lines =
        Combinators.combine(names, Samples.text("=\"'\\$#{}: \t\r/@?%&;,.[]-1a09*ю"))
            .as((name, value) -> name + "=" + value + "\n");
    Arbitrary<byte[]> texts =
        lines.list().ofMaxSize(4).map(all -> String.join("", all).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(texts, Samples.damaged("RABBITMQ_URI=amqp://a:b@h:1/%2F\n# x\nA='b'"));
  }
}
