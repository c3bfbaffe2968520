package tests.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.config.Auth;
import lib.base.config.ConfigException;
import lib.base.config.EffectiveSetting;
import lib.base.config.HostPort;
import lib.base.config.QueueType;
import lib.base.config.SettingDescription;
import lib.base.config.SettingTable;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.config.TopicSelection;
import lib.base.text.ExitCode;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Texts;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Project;
import tests.support.SourceFile;

/** Settings: where they come from, what they may be, and how errors read. */
@Tag("unit")
class SettingsTest {

  private static final Texts ENGLISH = Texts.load(Language.EN);

  @TempDir Path home;

  private Settings load(Map<String, String> environment) {
    return Settings.load(new SettingsSources(Map.of(), environment, home, Optional.empty()));
  }

  private Settings load(String key, String value) {
    return load(Map.of(key, value));
  }

  private void write(String file, String... lines) throws IOException {
    Files.writeString(home.resolve(file), String.join("\n", lines) + "\n");
  }

  private String failure(Map<String, String> environment) {
    var e = assertThrows(ConfigException.class, () -> load(environment));
    assertEquals(ExitCode.UNKNOWN, e.exitCode());
    return ENGLISH.get(e.userMessage());
  }

  private String failure(String key, String value) {
    return failure(Map.of(key, value));
  }

  private String failureOfFiles() {
    return failure(Map.of());
  }

  private static List<String> rendered(List<Message> messages) {
    return messages.stream().map(ENGLISH::get).toList();
  }

  private static EffectiveSetting effective(Settings settings, String name) {
    return settings.effective().stream()
        .filter(setting -> setting.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Fails with the complaints only, however many there could be. */
  private static void assertNone(Stream<String> complaints) {
    assertThat(complaints.toList()).isEmpty();
  }

  @Nested
  class Combinations {

    @ParameterizedTest
    @CsvSource({
      "ROUTING_CRM_QUEUE, camunda.responses.queue, rabbitmq.responses_queue, routing.crm.queue",
      "ROUTING_CRM_QUEUE, bitrix24.queue, routing.bitrix24.queue, routing.crm.queue",
      "ROUTING_CRM_QUEUE, errors.camunda_tasks.queue, errors.camunda_tasks.queue, routing.crm",
      "ROUTING_DEFAULT_QUEUE, 1c.queue, routing.1c.queue, routing.default.queue",
      "RABBITMQ_RESPONSES_QUEUE, default.queue, rabbitmq.responses_queue, routing.default.queue",
      "RABBITMQ_TASKS_EXCHANGE, camunda.unrouted.tasks, tasks_exchange, alternate_exchange",
      "RABBITMQ_RESPONSES_EXCHANGE, camunda.external.tasks, tasks_exchange, responses_exchange",
      "CAMUNDA_LOCK_DURATION, 59999, camunda.lock_duration, camunda.handoff_lock_duration",
      "CAMUNDA_HANDOFF_LOCK_DURATION, 2147483647, camunda.lock_duration, 2147483646"
    })
    void thatCannotWorkAreRefusedWithBothNames(String key, String value, String one, String other) {
      String lock = other.equals("2147483646") ? other : "31536000000";
      var environment = new TreeMap<>(Map.of("CAMUNDA_LOCK_DURATION", lock));
      environment.put(key, value);
      String failure = failure(environment);
      assertTrue(failure.contains(one) && failure.contains(other), failure);
      assertThat(failure).contains("environment variable " + key);
    }

    @Test
    void ofTwoNamesWithTwoValuesAreTold() {
      Map<String, String> two =
          Map.of("RABBITMQ_TASKS_EXCHANGE", "a", "RABBITMQ_TASKS_EXCHANGE_NAME", "b");
      Settings settings = load(two);
      assertEquals("a", settings.rabbit().tasksExchange());
      List<String> told = rendered(settings.warnings());
      assertThat(told.get(0))
          .as(told::toString)
          .contains("the value of RABBITMQ_TASKS_EXCHANGE takes effect");
      assertEquals(List.of(), load("RABBITMQ_TASKS_EXCHANGE_NAME", "b").warnings());
    }

    @Test
    void aNameThatThePredecessorIgnoredIsTold() {
      Settings settings = load("RABBITMQ_RESPONSES_QUEUE", "company.responses");
      List<String> told = rendered(settings.nowEffective());
      assertThat(told.get(0)).contains("rabbitmq.responses_queue = company.responses");
      assertEquals(List.of(), load("RABBITMQ_RESPONSES_QUEUE_NAME", "other").nowEffective());
      assertEquals(List.of(), load("CAMUNDA_ASYNC_TIMEOUT", "30000").nowEffective());
    }

    @ParameterizedTest
    @CsvSource({
      "WORKER_HTTP_PORT, 18095, http://127.0.0.1:18095",
      "WORKER_HTTP_HOST, 0.0.0.0, http://127.0.0.1:8085",
      "WORKER_HTTP_HOST, ::1, http://[::1]:8085",
      "WORKER_HTTP_PORT, 0, http://127.0.0.1:8085"
    })
    void theToolsAskTheWorkerWhereItAnswers(String key, String value, String url) {
      assertEquals(List.of(URI.create(url)), load(key, value).statusUrls());
      Map<String, String> both = Map.of(key, value, "WORKER_STATUS_URLS", "http://other:1");
      assertEquals(List.of(URI.create("http://other:1")), load(both).statusUrls());
    }
  }

  @Nested
  class NamedFiles {

    private String failureOf(String name, String content) throws IOException {
      write(name, content);
      var sources = new SettingsSources(Map.of(), Map.of(), home, Optional.of(home.resolve(name)));
      var e = assertThrows(ConfigException.class, () -> Settings.load(sources));
      return ENGLISH.get(e.userMessage());
    }

    @Test
    void ofAnotherKindAreRefusedWithAdvice() throws IOException {
      String python = "class Config:\n    RABBITMQ_HOST = 'h'\n";
      assertThat(failureOf("config.py", python)).contains("config.py is not read");
      assertThat(failureOf("config.yaml", "camunda:\n  url: x\n")).contains("contains no settings");
      assertThat(failureOf("config.json", "{\"camunda\": 1}")).contains("contains no settings");
    }

    @Test
    void thatAreEmptyMeanTheDefaults() throws IOException {
      write("empty.properties", "# nothing yet");
      Optional<Path> named = Optional.of(home.resolve("empty.properties"));
      assertEquals(
          "localhost",
          Settings.load(new SettingsSources(Map.of(), Map.of(), home, named))
              .rabbit()
              .addresses()
              .get(0)
              .host());
    }
  }

  @Nested
  class Defaults {

    @Test
    void areThoseOfTheConfigurationFile() throws IOException {
      var written = new Properties();
      String file = Project.read(Project.home().resolve("config.properties"));
      written.load(new StringReader(file.replaceAll("(?m)^#(?=[a-z])", "")));
      Map<String, String> defaults = SettingTable.defaults();
      Set<String> names = new TreeSet<>(defaults.keySet());
      names.addAll(written.stringPropertyNames());
      assertNone(
          names.stream()
              .filter(name -> !Objects.equals(defaults.get(name), written.getProperty(name)))
              .map(
                  name ->
                      "%s: the default is \"%s\", config.properties has \"%s\""
                          .formatted(
                              name,
                              defaults.getOrDefault(name, "?"),
                              written.getProperty(name, "?"))));
    }

    @Test
    void areExplainedInBothLanguagesThere() {
      String file = Project.read(Project.home().resolve("config.properties"));
      Pattern commentedOut = Pattern.compile("(?m)^#[a-z]");
      Pattern russian = Pattern.compile("(?m)^# .*[а-яё]");
      Pattern english = Pattern.compile("(?m)^# [^а-яё\n]+$");
      List<String> blocks =
          Stream.of(file.split("\n\n")).filter(b -> commentedOut.matcher(b).find()).toList();
      assertThat(blocks).hasSizeGreaterThan(10);
      assertNone(
          blocks.stream()
              .filter(b -> !russian.matcher(b).find() || !english.matcher(b).find())
              .map(b -> "explained in one language only: " + b));
    }

    /** One that only the table knows has no effect; a FILE is read where its secret is. */
    @Test
    void areReadSomewhere() {
      String code =
          SourceFile.all().stream()
              .filter(file -> file.name().startsWith("lib/"))
              .filter(file -> !file.name().endsWith("/SettingTable.java"))
              .map(SourceFile::text)
              .collect(Collectors.joining("\n"));
      assertNone(
          SettingTable.descriptions().stream()
              .map(setting -> setting.name().replaceFirst("(password|token)_file$", "$1"))
              .filter(name -> !code.contains('"' + name + '"'))
              .map(name -> name + ": no class reads it"));
    }

    @Test
    void makeEverythingWorkOnOneMachine() {
      Settings settings = load(Map.of());
      assertEquals(URI.create("http://localhost:8080/engine-rest"), settings.camunda().baseUrl());
      assertEquals(new Auth.None(), settings.camunda().auth());
      assertEquals(Duration.ofDays(365), settings.camunda().lockDuration());
      assertEquals(List.of(new HostPort("localhost", 5672)), settings.rabbit().addresses());
      assertEquals(URI.create("http://localhost:15672"), settings.rabbit().managementUrl());
      assertEquals(QueueType.CLASSIC, settings.rabbit().queueType());
      assertEquals(new TopicSelection.Mapped(), settings.worker().topics());
      assertEquals(List.of(URI.create("http://127.0.0.1:8085")), settings.statusUrls());
      assertEquals(Language.RU, settings.language());
      assertEquals(Level.INFO, settings.log().level());
      assertEquals(Optional.of(home.resolve("logs/tools.log")), settings.log().file());
      assertEquals(List.of(), settings.warnings());
      assertEquals(List.of(), settings.secrets());
    }
  }

  @Nested
  class Precedence {

    @Test
    void eachSourceBeatsTheOneBelow() throws IOException {
      assertEquals("universal-worker", load(Map.of()).camunda().workerId());
      write("config.properties", "camunda.worker_id = file");
      assertEquals("file", load(Map.of()).camunda().workerId());
      write(".env", "CAMUNDA_WORKER_ID=dotenv");
      assertEquals("dotenv", load(Map.of()).camunda().workerId());
      Settings environment = load("CAMUNDA_WORKER_ID", "environment");
      assertEquals("environment", environment.camunda().workerId());
      Settings option = environment.with("camunda.worker_id", "option", "--worker-id");
      assertEquals("option", option.camunda().workerId());
      assertEquals(
          "command-line option --worker-id",
          ENGLISH.get(effective(option, "camunda.worker_id").source()));
    }

    @Test
    void theSourceOfAValueIsFileAndLine() throws IOException {
      write("config.properties", "# comment", "", "camunda.max_tasks = 7");
      var setting = effective(load(Map.of()), "camunda.max_tasks");
      assertEquals("7", setting.value());
      assertFalse(setting.isDefault());
      assertEquals(home.resolve("config.properties") + ", line 3", ENGLISH.get(setting.source()));
    }

    @Test
    void aNamedFileReplacesTheUsualOne() throws IOException {
      write("config.properties", "camunda.worker_id = usual");
      write("other.conf", "CAMUNDA_MAX_TASKS = 9");
      var settings =
          Settings.load(
              new SettingsSources(
                  Map.of(), Map.of(), home, Optional.of(home.resolve("other.conf"))));
      assertEquals("universal-worker", settings.camunda().workerId());
      assertEquals(9, settings.camunda().maxTasks());
    }

    @Test
    void aNamedFileMustExist() {
      var sources =
          new SettingsSources(Map.of(), Map.of(), home, Optional.of(home.resolve("nope")));
      var e = assertThrows(ConfigException.class, () -> Settings.load(sources));
      assertEquals("config.file_missing", e.code());
    }

    @Test
    void anEmptyVariableIsAsNoneUnlessNothingIsAValue() {
      assertEquals("localhost", load("RABBITMQ_HOST", "").rabbit().addresses().get(0).host());
      assertEquals(Optional.empty(), load("LOG_FILE", "").log().file());
    }

    @Test
    void namesInTheEnvironmentMayHaveAnyCase() {
      assertEquals("w", load("camunda_worker_id", "w").camunda().workerId());
    }
  }

  @Nested
  class NamesOfThePredecessor {

    @ParameterizedTest
    @CsvSource({
      "CAMUNDA_ASYNC_TIMEOUT, camunda.async_response_timeout",
      "CAMUNDA_ASYNC_RESPONSE_TIMEOUT, camunda.async_response_timeout",
      "CAMUNDA_HTTP_TIMEOUT_MILLIS, camunda.http_timeout",
      "RABBITMQ_TASKS_EXCHANGE_NAME, rabbitmq.tasks_exchange",
      "RABBITMQ_ALTERNATE_EXCHANGE_NAME, rabbitmq.alternate_exchange",
      "RABBITMQ_RESPONSES_EXCHANGE_NAME, rabbitmq.responses_exchange",
      "RABBITMQ_RESPONSES_QUEUE_NAME, rabbitmq.responses_queue",
      "RETRY_ATTEMPTS, worker.retry_attempts",
      "WORKER_RETRY_ATTEMPTS, worker.retry_attempts",
      "RETRY_DELAY, worker.retry_delay",
      "BPMN_CACHE_TTL_HOURS, bpmn_cache.ttl_hours",
      "WORKER_BPMN_CACHE_MAX_SIZE, bpmn_cache.max_size"
    })
    void standForTheirSettings(String alias, String name) {
      assertEquals("17", load(alias, "17").text(name));
    }

    @Test
    void ofFlagsAndLevelsWorkAsWell() {
      assertFalse(load("RESPONSE_HANDLER_ENABLED", "no").worker().responseHandlerEnabled());
      assertEquals(Level.FINE, load("LOG_LEVEL", "DEBUG").log().level());
      assertEquals(Level.SEVERE, load("WORKER_LOG_LEVEL", "critical").log().level());
    }

    @Test
    void giveWayToTheSettingsOwnNameBesideThem() throws IOException {
      write(".env", "CAMUNDA_ASYNC_RESPONSE_TIMEOUT=1000", "CAMUNDA_ASYNC_TIMEOUT=2000");
      assertEquals(Duration.ofSeconds(1), load(Map.of()).camunda().asyncResponseTimeout());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "EXCHANGER_ENV",
          "HEARTBEAT_INTERVAL",
          "CAMUNDA_SORTING",
          "CAMUNDA_TIMEOUT_DELTA_MILLIS",
          "RABBITMQ_BLOCKED_TIMEOUT",
          "BITRIX_WEBHOOK",
          "CAMUNDA_LOCK_EXTENSION_INTERVAL"
        })
    void whoseFunctionIsGoneAreNotedApartFromUnknownOnes(String name) throws IOException {
      write(".env", name + "=prod");
      Settings settings = load(Map.of());
      assertEquals(List.of(), settings.warnings());
      assertThat(rendered(settings.obsolete()).get(0)).contains(name);
    }
  }

  @Nested
  class WrongValues {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "CAMUNDA_MAX_TASKS|many|a whole number from 1 to 10000",
          "CAMUNDA_MAX_TASKS|0|a whole number from 1 to 10000",
          "CAMUNDA_HANDOFF_LOCK_DURATION|999|a whole number from 1000 to",
          "CAMUNDA_ASYNC_TIMEOUT|1800001|a whole number from 0 to 1800000 (milliseconds)",
          "RABBITMQ_PORT|0|a whole number from 1 to 65535 (port number)",
          "RABBITMQ_PORT|65536|a whole number from 1 to 65535",
          "WORKER_HTTP_PORT|-1|a whole number from 0 to 65535",
          "CAMUNDA_AUTH_ENABLED|maybe|true or false",
          "RABBITMQ_QUEUE_TYPE|stream|one of: classic, quorum",
          "TOOLS_LANG|de|one of: ru, en",
          "LOG_LEVEL|loud|one of: trace",
          "CAMUNDA_BASE_URL|ftp://host|an http:// or https:// address",
          "CAMUNDA_BASE_URL|http://|an http:// or https:// address",
          "CAMUNDA_BASE_URL|localhost:8080|an http:// or https:// address",
          "CAMUNDA_BASE_URL|http://host:99999|an http:// or https:// address",
          "RABBITMQ_ADDRESSES|a:1,b:x|a comma list of host:port",
          "RABBITMQ_ADDRESSES|=\"|a comma list of host:port",
          "RABBITMQ_ADDRESSES|a,[::1|a comma list of host:port",
          "RABBITMQ_HOST|a b|a host name or an IP address",
          "RABBITMQ_HOST|a\"b|a host name or an IP address",
          "RABBITMQ_HOST|rabbit:5672|a host name or an IP address",
          "RABBITMQ_HOST|cafe:5672|a host name or an IP address",
          "RABBITMQ_HOST|a%b|a host name or an IP address",
          "RABBITMQ_MANAGEMENT_URL|http://a$b:15672|an http:// or https:// address",
          "RABBITMQ_URI|http://host|an address like amqp://"
        })
    void areRefusedWithNameValueAndWhatIsAllowed(String key, String value, String allowed) {
      String message = failure(key, value);
      assertThat(message).startsWith("environment variable " + key + ": ");
      assertThat(message).contains("\"" + value + "\"");
      assertThat(message).contains("Allowed: " + allowed);
    }

    /** Of every number in the table; a lock, e.g., must not end after the year 9999. */
    @Test
    void numbersBeyondTheirBoundsAreRefusedByName() {
      int numbers = 0;
      for (SettingDescription setting : SettingTable.descriptions()) {
        assertNotEquals("config.allowed.at_least", setting.allowed().key(), setting.name());
        if (setting.allowed().key().equals("config.allowed.range")) {
          numbers++;
          long least = (Long) setting.allowed().args().get(0);
          long most = (Long) setting.allowed().args().get(1);
          String name = setting.name().toUpperCase(Locale.ROOT).replace('.', '_');
          for (Object value : List.of(least - 1, most + 1, Long.MAX_VALUE, "9".repeat(30), "1e3")) {
            assertThat(failure(name, value.toString())).contains(name, "\"" + value + "\"");
          }
        }
      }
      assertThat(numbers).isGreaterThan(10);
    }

    @Test
    void inAFileAreNamedWithFileAndLine() throws IOException {
      write("config.properties", "# x", "camunda.max_tasks = \\", "   many");
      String message = failureOfFiles();
      assertThat(message)
          .startsWith(
              home.resolve("config.properties")
                  + ", line 2: setting camunda.max_tasks has the wrong value \"many\"");
    }

    @Test
    void inAWeakerSourceDoNotMatter() throws IOException {
      write("config.properties", "camunda.max_tasks = many");
      assertEquals(5, load("CAMUNDA_MAX_TASKS", "5").camunda().maxTasks());
    }

    @Test
    void ofASecretAddressAreMasked() {
      String message = failure("RABBITMQ_URI", "amqp://me:p@ss w0rd@host");
      assertThat(message).doesNotContain("ss w0rd");
      assertThat(message).contains("\"amqp://me:***@host\"");
    }

    @Test
    void credentialsInAUrlAreRefusedWithoutPrintingThem() {
      for (String key :
          List.of("CAMUNDA_BASE_URL", "RABBITMQ_MANAGEMENT_URL", "WORKER_STATUS_URLS")) {
        String message = failure(key, "http://user:hunter2@host/engine-rest");
        assertThat(message).contains("holds a user name or password");
        assertThat(message).doesNotContain("hunter2");
      }
    }

    @Test
    void filesThatAreNotThereAreErrors() {
      for (String key :
          List.of("CAMUNDA_CA_FILE", "RABBITMQ_CA_FILE", "CAMUNDA_AUTH_PASSWORD_FILE")) {
        String message = failure(key, "no/such.pem");
        assertThat(message).contains(home.resolve("no/such.pem").toString());
      }
    }

    @Test
    void aClientCertificateNeedsItsKey() throws IOException {
      write("cert.pem", "x");
      assertThat(failure("RABBITMQ_CLIENT_CERT_FILE", "cert.pem")).contains("client_key_file");
    }

    @Test
    void authenticationNeedsCredentials() {
      assertThat(failure("CAMUNDA_AUTH_ENABLED", "true")).contains("camunda.auth_username");
    }
  }

  @Nested
  class ConfigurationFiles {

    @Test
    void thatAreNotUtf8AreErrorsWithTheLine() throws IOException {
      Files.write(
          home.resolve("config.properties"),
          "# a\ncamunda.worker_id = имя\n".getBytes(Charset.forName("cp1251")));
      assertThat(failureOfFiles()).contains("line 2: the file is not UTF-8");
    }

    @Test
    void withMalformedEscapesAreErrorsWithTheLine() throws IOException {
      write("config.properties", "", "camunda.worker_id = \\u12x4");
      assertThat(failureOfFiles()).contains("line 2: malformed \\u escape");
    }

    @Test
    void thatAreFoldersAreErrors() throws IOException {
      Files.createDirectory(home.resolve(".env"));
      assertThat(failureOfFiles()).startsWith("Cannot read file " + home.resolve(".env"));
    }

    @Test
    void mayStartWithAByteOrderMarkAndHoldRussianText() throws IOException {
      write("config.properties", "\uFEFFcamunda.worker_id = рабочий");
      assertEquals("рабочий", load(Map.of()).camunda().workerId());
    }

    @Test
    void withUnknownKeysAreWarnedAboutWithTheNearestName() throws IOException {
      write("config.properties", "camunda.base_ulr = http://x", "completely.different = 1");
      write(".env", "RABBITMQ_HOTS=x");
      Path file = home.resolve("config.properties");
      assertEquals(
          List.of(
              file + ", line 1: unknown setting camunda.base_ulr. Did you mean camunda.base_url?",
              file + ", line 2: unknown setting completely.different.",
              home.resolve(".env")
                  + ", line 1: unknown setting RABBITMQ_HOTS. Did you mean RABBITMQ_HOST?"),
          rendered(load(Map.of()).warnings()));
    }

    @Test
    void ofEnvironmentFormMayBeTheConfigurationFile() throws IOException {
      write(".env.prod", "export CAMUNDA_WORKER_ID='prod' # comment");
      var sources =
          new SettingsSources(Map.of(), Map.of(), home, Optional.of(home.resolve(".env.prod")));
      assertEquals("prod", Settings.load(sources).camunda().workerId());
    }
  }

  @Nested
  class Camunda {

    @ParameterizedTest
    @CsvSource({
      "http://h:8080, http://h:8080/engine-rest",
      "http://h:8080/, http://h:8080/engine-rest",
      "http://h/engine-rest/, http://h/engine-rest",
      "https://h/engine-rest, https://h/engine-rest",
      "http://h/camunda, http://h/camunda/engine-rest",
      "http://h/custom/engine-rest/engine/foo, http://h/custom/engine-rest/engine/foo",
      "http://h/engine-rest-old, http://h/engine-rest-old/engine-rest"
    })
    void theRestRootIsNormalised(String value, URI expected) {
      assertEquals(expected, load("CAMUNDA_BASE_URL", value).camunda().baseUrl());
    }

    @Test
    void tlsIsUsedForHttps() {
      assertTrue(load("CAMUNDA_BASE_URL", "https://h").camunda().tls().enabled());
    }

    @Test
    void basicAuthenticationTakesItsPasswordFromAFile() throws IOException {
      write("password", "s3cret");
      Settings settings =
          load(
              Map.of(
                  "CAMUNDA_AUTH_ENABLED", "true",
                  "CAMUNDA_AUTH_USERNAME", "demo",
                  "CAMUNDA_AUTH_PASSWORD_FILE", "password"));
      var basic = (Auth.Basic) settings.camunda().auth();
      assertEquals("s3cret", basic.password().value());
      assertThat(settings.effective().toString()).doesNotContain("s3cret");
      assertThat(settings.camunda().toString()).doesNotContain("s3cret");
      assertEquals("s3cret", settings.secrets().get(0).value());
    }

    @Test
    void aTokenMakesItBearer() {
      var settings = load(Map.of("CAMUNDA_AUTH_ENABLED", "yes", "CAMUNDA_AUTH_TOKEN", "abc"));
      assertTrue(settings.camunda().auth() instanceof Auth.Bearer);
    }

    @Test
    void aPasswordAndItsFileTogetherAreAnError() throws IOException {
      write("password", "x");
      assertThat(
              failure(
                  Map.of("CAMUNDA_AUTH_PASSWORD", "y", "CAMUNDA_AUTH_PASSWORD_FILE", "password")))
          .startsWith("Both ");
    }

    @Test
    void aPasswordThatIsNotUsedIsWarnedAbout() {
      assertEquals(1, load("CAMUNDA_AUTH_PASSWORD", "y").warnings().size());
    }

    @Test
    void severalTenantsAreAList() {
      assertEquals(List.of("a", "b"), load("CAMUNDA_TENANT_ID", "a, b,").camunda().tenantIds());
    }
  }

  @Nested
  class Rabbit {

    @Test
    void aUriReplacesTheSingleSettings() {
      var settings =
          load(
              Map.of("RABBITMQ_URI", "amqps://me:p%40ss%2Bw@broker/%2Fprod", "RABBITMQ_HOST", "h"));
      var rabbit = settings.rabbit();
      assertEquals(List.of(new HostPort("broker", 5671)), rabbit.addresses());
      assertEquals("me", rabbit.username());
      assertEquals("p@ss+w", rabbit.password().value());
      assertEquals("/prod", rabbit.virtualHost());
      assertTrue(rabbit.tls().enabled());
      assertEquals(URI.create("http://broker:15672"), rabbit.managementUrl());
      assertEquals("amqps://me:***@broker/%2Fprod", effective(settings, "rabbitmq.uri").value());
      assertTrue(settings.secrets().stream().anyMatch(s -> s.value().equals("p@ss+w")));
      assertThat(rendered(settings.warnings()).get(0)).contains("rabbitmq.host has no effect");
    }

    @Test
    void addressesReplaceThatOfAUri() {
      var settings = load(Map.of("RABBITMQ_URI", "amqp://me@broker/", "RABBITMQ_ADDRESSES", "a,b"));
      assertEquals(List.of("a:5672", "b:5672"), addresses(settings));
      assertThat(rendered(settings.warnings()).get(0)).contains("address in rabbitmq.uri has no");
    }

    private static List<String> addresses(Settings settings) {
      return settings.rabbit().addresses().stream().map(HostPort::toString).toList();
    }

    @Test
    void whatAUriLeavesOutComesFromTheOtherSettings() {
      var rabbit =
          load(Map.of("RABBITMQ_URI", "amqp://broker/", "RABBITMQ_VIRTUAL_HOST", "/v")).rabbit();
      assertEquals("guest", rabbit.username());
      assertEquals("/v", rabbit.virtualHost());
      assertEquals(List.of(new HostPort("broker", 5672)), rabbit.addresses());
    }

    @Test
    void addressesMayHavePortsAndBeIpv6() {
      var settings = load("RABBITMQ_ADDRESSES", "a, b:5673, [::1]:5674");
      assertEquals(
          List.of(new HostPort("a", 5672), new HostPort("b", 5673), new HostPort("::1", 5674)),
          settings.rabbit().addresses());
      assertEquals("[::1]:5674", settings.rabbit().addresses().get(2).toString());
      assertEquals(URI.create("http://a:15672"), settings.rabbit().managementUrl());
    }

    @ParameterizedTest
    @CsvSource({
      "rabbit_mq, rabbit_mq:5672, http://rabbit_mq:15672",
      "_a-b.c_, _a-b.c_:5672, http://_a-b.c_:15672",
      "кролик, кролик:5672, http://кролик:15672",
      "10.0.0.1, 10.0.0.1:5672, http://10.0.0.1:15672",
      "::1, [::1]:5672, http://[::1]:15672",
      "[::1], [::1]:5672, http://[::1]:15672",
      "fe80::1%eth0, [fe80::1%eth0]:5672, http://[fe80::1%eth0]:15672"
    })
    void hostsHaveTheNamesThatTheirNetworkGivesThem(String host, String address, String url) {
      var rabbit = load("RABBITMQ_HOST", host).rabbit();
      assertEquals(address, rabbit.addresses().get(0).toString());
      assertEquals(url, rabbit.managementUrl().toString());
      assertEquals(
          url + "/engine-rest", load("CAMUNDA_BASE_URL", url).camunda().baseUrl().toString());
      String uri = "amqp://u:p%40@" + address + "/v";
      var byUri = load("RABBITMQ_URI", uri).rabbit();
      assertEquals(address, byUri.addresses().get(0).toString());
      assertEquals(
          "u p@ /v",
          byUri.username() + " " + byUri.password().value() + " /" + byUri.virtualHost());
    }

    @Test
    void tlsHasAPortOfItsOwn() {
      assertEquals(5671, load("RABBITMQ_TLS", "true").rabbit().addresses().get(0).port());
      var both = load(Map.of("RABBITMQ_TLS", "true", "RABBITMQ_PORT", "5672"));
      assertEquals(5672, both.rabbit().addresses().get(0).port());
    }

    @Test
    void verificationSwitchedOffIsWarnedAbout() {
      var settings = load("RABBITMQ_TLS_VERIFY", "false");
      assertFalse(settings.rabbit().tls().verify());
      assertThat(rendered(settings.warnings()).get(0)).contains("is not verified");
    }

    @Test
    void theManagementUrlThatFollowsFromTheHostIsShown() {
      var setting = effective(load("RABBITMQ_HOST", "rabbit"), "rabbitmq.management_url");
      assertEquals("http://rabbit:15672", setting.value());
      assertEquals("follows from other settings", ENGLISH.get(setting.source()));
    }
  }

  @Test
  void topicsAreAWordOrAList() {
    assertEquals(new TopicSelection.All(), load("WORKER_TOPICS", "all").worker().topics());
    assertEquals(
        new TopicSelection.Listed(List.of("a", "b")),
        load("WORKER_TOPICS", "a, b").worker().topics());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WORKER_TOPICS",
        "CAMUNDA_TENANT_ID",
        "RABBITMQ_ADDRESSES",
        "WORKER_STATUS_URLS",
        "ROUTING_BITRIX24_TOPICS",
        "ROUTING_BITRIX24_BINDINGS",
        "ROUTING_BITRIX24_PREFIXES"
      })
  void aListOfCommasAloneIsNoList(String setting) {
    for (String blank : List.of(",", " , ", ",, ,")) {
      assertThat(failure(setting, blank)).contains(setting, "a comma list");
    }
  }

  @Test
  void theLanguageIsKnownEvenIfAnotherSettingOrFileIsBroken() throws IOException {
    write("config.properties", "tools.lang = en", "camunda.max_tasks = x");
    write(".env", "not a line");
    var sources = new SettingsSources(Map.of(), Map.of(), home, Optional.empty());
    assertEquals(Language.EN, Settings.languageOf(sources));
  }

  @Test
  void anUnknownNameIsABug() {
    assertThrows(IllegalArgumentException.class, () -> load(Map.of()).text("no.such"));
    assertThrows(IllegalArgumentException.class, () -> load(Map.of()).with("no.such", "x", "--no"));
  }

  @Test
  void secretsPrintAsStars() {
    assertEquals("***", effective(load("RABBITMQ_PASSWORD", "p"), "rabbitmq.password").value());
  }
}
