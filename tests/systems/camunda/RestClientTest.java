package tests.systems.camunda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Engine;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.FetchRequest;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.LockedTask;
import lib.systems.camunda.ProcessDefinitions;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.StartRequest;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskQuery;
import lib.systems.camunda.TaskState;
import lib.systems.camunda.TenantFilter;
import lib.systems.camunda.UnreadableTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.FaultyProxy;

/** What the client makes of answers that an engine does not give, and of strange rows in lists. */
@Tag("unit")
class RestClientTest {

  private final FaultyProxy server = new FaultyProxy(URI.create("http://127.0.0.1:1/engine-rest"));

  @AfterEach
  void close() {
    server.close();
  }

  private RestClient client(String... settings) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("CAMUNDA_BASE_URL", server.baseUrl().toString());
    for (String setting : settings) {
      environment.put(setting.split("=")[0], setting.split("=")[1]);
    }
    Path nowhere = Path.of("/nowhere");
    return new RestClient(
        Settings.load(new SettingsSources(Map.of(), environment, nowhere, Optional.empty()))
            .camunda());
  }

  private RestClient answering(int status, String body) {
    server.always(".*", FaultyProxy.status(status, body));
    return client();
  }

  private static String sentence(CamundaException e) {
    return Texts.load(Language.EN, "camunda").get(e.userMessage());
  }

  private static CamundaException failing(Executable request) {
    return assertThrows(CamundaException.class, request);
  }

  @Test
  void aRedirectSaysWhereTo() {
    server.always(
        ".*",
        (proxy, exchange, body) -> {
          exchange.getResponseHeaders().set("Location", "https://login.example/?next=%2F");
          exchange.sendResponseHeaders(302, -1);
        });
    CamundaException e = failing(() -> new Engine(client()).version());
    assertEquals(CamundaException.Kind.NOT_THE_ENGINE, e.kind());
    assertThat(sentence(e)).contains("HTTP 302 → https://login.example/?next=%2F.");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 303, 307, 308})
  void aRedirectWithoutAnAddressIsOneAllTheSame(int status) {
    CamundaException e = failing(() -> new Engine(answering(status, "")).version());
    assertEquals(CamundaException.Kind.NOT_THE_ENGINE, e.kind());
    assertThat(sentence(e)).contains("HTTP " + status + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "CAMUNDA_LOCK_DURATION=1000000, camunda.auth_enabled = true",
    "CAMUNDA_AUTH_TOKEN=abcdefgh, Check camunda.auth_token."
  })
  void theAdviceAfterA401NamesTheSettingThatMatters(String setting, String advice) {
    server.always(".*", FaultyProxy.status(401, ""));
    String enabled = "CAMUNDA_AUTH_ENABLED=" + setting.contains("AUTH");
    CamundaException e = failing(() -> new Engine(client(setting, enabled)).version());
    assertEquals("camunda.unauthorized", e.code());
    assertThat(sentence(e)).contains(advice);
    assertThat(sentence(e)).doesNotContain("Check camunda.auth_username");
  }

  @Test
  void theAdviceAfterA401WithAPasswordNamesIt() {
    server.always(".*", FaultyProxy.status(401, ""));
    RestClient client =
        client(
            "CAMUNDA_AUTH_ENABLED=true",
            "CAMUNDA_AUTH_USERNAME=demo",
            "CAMUNDA_AUTH_PASSWORD=x1y2");
    CamundaException e = failing(() -> new Engine(client).version());
    assertThat(sentence(e)).contains("Check camunda.auth_username");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": ", "[1, ", "{\"a\": tru}", "{\"a\" 1}", "{\"a\": \"x"})
  void brokenJsonIsToldInWordsForPeople(String body) {
    CamundaException e = failing(() -> new Engine(answering(200, body)).version());
    assertEquals(CamundaException.Kind.INVALID_JSON, e.kind());
    assertThat(sentence(e)).doesNotContain("REDACTED");
    assertThat(sentence(e)).doesNotContain("StreamReadFeature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"hello\":\"world\"}", "{}", "[1]", "[[]]", "[null]"})
  void whatIsNoListIsNotAnEmptyList(String body) {
    RestClient rest = answering(200, body);
    var instances = new ProcessInstances(rest);
    var everybody = new TenantFilter(List.of());
    List<Executable> requests =
        List.of(
            () -> instances.running("O-1", everybody),
            () -> instances.state("i"),
            () -> new Incidents(rest).of("i"),
            () -> new ProcessDefinitions(rest, everybody).versions("key"),
            () -> new ProcessDefinitions(rest, everybody).latest("key"),
            () -> new TaskLists(rest).list(TaskQuery.all(), row -> {}).count(),
            () -> new Engine(rest).processVariables(List.of("i")));
    for (Executable request : requests) {
      CamundaException e = failing(request);
      assertEquals(CamundaException.Kind.INVALID_JSON, e.kind(), e::toString);
      assertThat(e.reason().english()).contains("not a list of objects");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"hello\":\"world\"}", "{\"id\":null}", "{\"id\":\"..\"}", "[]"})
  void whatIsNoInstanceWasPerhapsStarted(String body) {
    RestClient rest = answering(200, body);
    var request = new StartRequest("/process-definition/d/start", Map.of(), Optional.empty());
    CamundaException e = failing(() -> new ProcessInstances(rest).start(request));
    assertEquals(CamundaException.Kind.INVALID_JSON, e.kind());
  }

  private static String row(String id, String lockEnd) {
    return "{\"id\":\"%s\",\"topicName\":\"t\",\"workerId\":\"w\",\"lockExpirationTime\":%s}"
        .formatted(id, lockEnd);
  }

  @ParameterizedTest
  @CsvSource({
    "292278994-08-17T07:12:55.807+0000, 9223372036854775807",
    "10000-01-01T00:00:00.000+0000, 253402300800000",
    "9999-12-31T23:59:59.999+0000, 253402300799999",
    "2026-11-26T09:00:00.000+0300, 1795672800000"
  })
  void aLockMayEndBeyondTheYear9999(String engineTime, long millis) {
    RestClient rest = answering(200, "[" + row("a", '"' + engineTime + '"') + "]");
    List<TaskState> tasks = new TaskLists(rest).list(TaskQuery.all(), row -> {}).toList();
    assertEquals(millis, tasks.get(0).lockEnd().orElseThrow().toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"tomorrow\"", "\"\"", "\"2026-13-45T00:00:00.000+0000\"", "17", "true"})
  void aRowThatCannotBeReadDoesNotHideTheOthers(String lockEnd) {
    String rows = row("a", "null") + "," + row("bad", lockEnd) + "," + row("c", "null");
    RestClient rest = answering(200, "[" + rows + "]");
    List<UnreadableTask> bad = new ArrayList<>();
    List<TaskState> good = new TaskLists(rest).list(TaskQuery.all(), bad::add).toList();
    assertEquals(List.of("a", "c"), good.stream().map(TaskState::id).toList());
    assertEquals(Optional.of("bad"), bad.get(0).id());
    assertThat(bad.get(0).why().reason().english()).as(bad::toString).contains("not a time");
  }

  private static List<String> fetched(RestClient rest) {
    var request =
        new FetchRequest("w", 9, Duration.ofMinutes(1), Duration.ZERO, List.of("t"), List.of());
    return new ExternalTasks(rest).fetchAndLock(request).stream().map(LockedTask::id).toList();
  }

  private static final String BAD = "5,\"x\",null,{},{\"id\":null},{\"id\":7},{\"id\":\"..\"},[]";

  @Test
  void aFetchedTaskWithoutAUsableIdIsNoTask() {
    RestClient rest = answering(200, "[" + BAD + "," + row("a", "null") + "]");
    assertEquals(List.of("a"), fetched(rest));
  }

  @Test
  void whatHasNoTaskWithAUsableIdIsNoAnswerOfAnEngine() {
    RestClient rest = answering(200, "[" + BAD + "]");
    CamundaException e = failing(() -> fetched(rest));
    assertEquals(CamundaException.Kind.INVALID_JSON, e.kind(), e::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "200, {\"authorized\":true}, ALL",
    "200, {\"authorized\":false}, PART",
    "401, '', ALL",
    "404, <html>no</html>, UNKNOWN",
    "200, {\"hello\":1}, UNKNOWN",
    "403, '', UNKNOWN"
  })
  void rightsAreAskedFor(int status, String body, Rights.Sight expected) {
    Rights rights = new Rights(answering(status, body));
    assertEquals(expected, rights.of(Rights.Things.INSTANCES));
    assertEquals(expected, rights.of(Rights.Things.DEFINITIONS, "a b"));
    assertEquals(1, server.seen("GET .*resourceType=6&resourceId=a%20b"));
  }

  @Test
  void anEngineThatIsAwayIsNoAnswerAboutRights() {
    RestClient rest = answering(503, "<html>busy</html>");
    assertTrue(failing(() -> new Rights(rest).of(Rights.Things.HISTORY)).kind().isOutage());
  }
}
