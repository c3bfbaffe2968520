package tests.tools.unlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sandbox.EngineProcess;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.LockedTasks;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.Transcript;

/** What the tool that unlocks tasks makes of an engine that does not do what it should. */
@Tag("cli")
@Tag("engine")
class UnlockFaultsTest {

  private static final String UNLOCK = "POST .*/unlock";

  private final LockedTasks tasks = new LockedTasks();
  private final FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl());

  @AfterEach
  void close() {
    proxy.close();
    tasks.close();
  }

  private Command tool(String... arguments) {
    return tasks.tool(proxy.baseUrl(), arguments);
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  static List<Arguments> strangeAnswers() {
    return List.of(
        Arguments.of("camunda.not_the_engine", FaultyProxy.status(200, "<html>Login</html>")),
        Arguments.of("camunda.not_the_engine", FaultyProxy.status(404, "<html>No</html>")),
        Arguments.of("camunda.invalid_json", FaultyProxy.status(200, "[{\"id\":")),
        Arguments.of("camunda.invalid_json", FaultyProxy.status(200, "{\"count\":1}")),
        Arguments.of("camunda.invalid_json", FaultyProxy.status(200, "[{\"id\":null}]")),
        Arguments.of("camunda.invalid_json", FaultyProxy.status(200, "[1]")),
        Arguments.of("camunda.unavailable", FaultyProxy.status(503, "<html>Busy</html>")),
        Arguments.of("camunda.connection_lost", FaultyProxy.hangUp()),
        Arguments.of("camunda.timeout", FaultyProxy.silence()));
  }

  @ParameterizedTest
  @MethodSource("strangeAnswers")
  void aStrangeAnswerIsOneSentence(String kind, FaultyProxy.Fault fault) throws IOException {
    tasks.locked("send_email", "w");
    Map<String, String> before = tasks.locks();
    proxy.always(".*", fault);
    Command.Result result =
        tool("--all", "--force", "--json").env("CAMUNDA_HTTP_TIMEOUT", "1000").run().expect(2);
    assertEquals(kind, json(result).path("error").path("kind").asText());
    assertEquals(1, result.stderrLines().size(), result::toString);
    assertThat(result.stderr()).as(result::toString).contains(proxy.baseUrl().toString());
    assertEquals(before, tasks.locks());
  }

  @Test
  void anEngineThatIsDownIsOneSentence() throws IOException {
    proxy.close();
    Command.Result result = tool("--list", "--json").run().expect(2);
    assertEquals("camunda.unreachable", json(result).path("error").path("kind").asText());
  }

  @Test
  void aWrongPasswordIsOneSentenceWithoutThePassword(@TempDir Path folder) throws IOException {
    String password = Transcript.secret("unlock-with-this");
    try (EngineProcess engine =
        EngineProcess.start(folder, "--auth", "demo:demo", "--no-login-delay")) {
      Command command =
          tasks
              .tool(engine.baseUrl(), "--list", "--json")
              .env("CAMUNDA_AUTH_ENABLED", "true")
              .env("CAMUNDA_AUTH_USERNAME", "demo");
      Command.Result result = command.env("CAMUNDA_AUTH_PASSWORD", password).run().expect(2);
      assertEquals("camunda.unauthorized", json(result).path("error").path("kind").asText());
      assertEquals(1, result.stderrLines().size(), result::toString);
      Command.Result right = command.env("CAMUNDA_AUTH_PASSWORD", "demo").run().expect(1);
      assertEquals("listed", json(right).path("status").asText());
    }
  }

  /** As engines do with parameters that they do not know. */
  @Test
  void anEngineThatIgnoresTheQueryGetsOnlyTheRightTasksUnlocked() throws IOException {
    String right = tasks.locked("send_email", "w");
    tasks.locked("send_email", "other");
    tasks.locked("send_telegram", "w");
    tasks.expired("send_email", "w");
    Map<String, String> expected = tasks.locks();
    expected.put(right, "null null");
    try (LockedTasks others = new LockedTasks()) {
      String foreign = others.locked("send_email", "w");
      proxy.always(
          "GET .*/external-task\\?.*",
          (proxied, exchange, body) -> {
            String everything = Json.write(tasks.engine().get("/external-task"));
            FaultyProxy.status(200, everything).spoil(proxied, exchange, body);
          });
      Command.Result result =
          tool("--topic", "send_email", "--worker-id", "w", "--force", "--json").run().expect(0);
      assertEquals(1, json(result).path("unlocked").asInt());
      assertEquals(right, json(result).path("tasks").path(0).path("id").asText());
      assertEquals("w", others.holder(foreign));
    }
    assertEquals(expected, tasks.locks());
  }

  @Test
  void anEngineThatIsGoneAfterwardsLeavesTheResultUnverified() throws IOException {
    tasks.locked("send_email", "w");
    String list = "GET .*/external-task\\?.*";
    proxy.next(
        1,
        UNLOCK,
        (proxied, exchange, body) -> {
          proxied.always(list, FaultyProxy.status(503, ""));
          FaultyProxy.held(new CountDownLatch(0)).spoil(proxied, exchange, body);
        });
    Command.Result result = tool("--all", "--force", "--json").run().expect(2);
    assertEquals(1, json(result).path("unlocked").asInt());
    assertEquals("false", json(result).path("verified").asText());
    assertThat(result.stderr()).as(result::toString).contains("could not be verified");
  }

  @Test
  void aLostAnswerIsNoFailure() throws IOException {
    String id = tasks.locked("send_email", "w");
    proxy.next(1, UNLOCK, FaultyProxy.loseAnswer());
    assertEquals(
        1, json(tool("--all", "--force", "--json").run().expect(0)).path("unlocked").asInt());
    assertEquals("null", tasks.holder(id));
    assertEquals(1, proxy.seen(UNLOCK));
  }

  @Test
  void optimisticLockingAndAShortOutageAreTriedAgain() {
    String id = tasks.locked("send_email", "w");
    String conflict =
        "{\"type\":\"OptimisticLockingException\",\"message\":\"updated by another\",\"code\":1}";
    proxy.next(2, UNLOCK, FaultyProxy.status(500, conflict));
    proxy.next(1, UNLOCK, FaultyProxy.status(503, ""));
    tool("--all", "--force").run().expect(0);
    assertEquals("null", tasks.holder(id));
  }

  @Test
  void aLockThatIsStillThereIsAFailure() throws IOException {
    tasks.locked("send_email", "w");
    proxy.always(UNLOCK, FaultyProxy.status(204, ""));
    Command.Result result = tool("--all", "--force", "--json").run().expect(2);
    assertEquals("failed", json(result).path("status").asText());
    assertEquals(1, json(result).path("failed").asInt());
    assertThat(result.stderr()).as(result::toString).contains("w still holds the lock");
  }

  @Test
  void aTaskThatTheEngineRefusesDoesNotHinderTheOthers() throws IOException {
    tasks.create("send_email", 3);
    List<String> ids = tasks.fetch("send_email", "w", 3, LockedTasks.HOUR);
    String refusal = "{\"type\":\"AuthorizationException\",\"message\":\"no UPDATE permission\"}";
    proxy.always("POST .*/" + ids.get(1) + "/unlock", FaultyProxy.status(403, refusal));
    Command.Result result = tool("--all", "--force", "--json").run().expect(1);
    assertEquals(2, json(result).path("unlocked").asInt());
    assertThat(result.stderr()).as(result::toString).contains("no UPDATE permission");
    assertEquals(List.of("null", "w", "null"), ids.stream().map(tasks::holder).toList());
  }

  @Test
  void anEngineThatIsGoneHalfWayIsNotAskedForEveryTask() throws IOException {
    tasks.create("send_email", 40);
    tasks.fetch("send_email", "w", 40, LockedTasks.HOUR);
    proxy.always(UNLOCK, FaultyProxy.status(503, ""));
    Command.Result result = tool("--all", "--force", "--json").run().expect(2);
    assertEquals("failed", json(result).path("status").asText());
    assertEquals(
        40, json(result).path("failed").asInt() + json(result).path("not_reached").asInt());
    assertTrue(json(result).path("failed").asInt() <= 16, result::toString);
  }

  @Test
  void ctrlCFinishesWhatHasBegunAndLeavesTheRest() throws IOException {
    tasks.create("send_email", 20);
    tasks.fetch("send_email", "w", 20, LockedTasks.HOUR);
    CountDownLatch gate = new CountDownLatch(1);
    proxy.always(UNLOCK, FaultyProxy.held(gate));
    try (RunningCommand running = tool("--all", "--force", "--json").start()) {
      running.await(() -> proxy.seen(UNLOCK) == 8, "8 requests");
      running.interrupt();
      running.awaitStderr("Stopping");
      gate.countDown();
      Command.Result result = running.awaitExit().expect(130);
      assertEquals("interrupted", json(result).path("status").asText());
      assertEquals(8, json(result).path("unlocked").asInt());
      assertEquals(12, json(result).path("not_reached").asInt());
    }
    assertEquals(12, tasks.locks().values().stream().filter(lock -> lock.startsWith("w ")).count());
  }

  /** One row that cannot be read hides neither the others nor itself. */
  @Test
  void aRowThatCannotBeReadIsShownAndLeftAlone() throws IOException {
    String good = tasks.locked("send_email", "w");
    String bad = tasks.locked("send_email", "w");
    proxy.always(
        "GET .*/external-task\\?.*",
        (proxied, exchange, body) -> {
          String rows = Json.write(tasks.engine().get("/external-task"));
          String end = tasks.task(bad).path("lockExpirationTime").asText();
          FaultyProxy.status(200, rows.replace(end, "next year")).spoil(proxied, exchange, body);
        });
    Command.Result list = tool("--list").run().expect(1);
    assertThat(list.stdout()).as(list::toString).contains("Locked tasks found: 1\n");
    assertThat(list.stdout()).as(list::toString).contains("Task " + bad + " is left alone");
    assertThat(list.stdout()).as(list::toString).contains("next year");
    JsonNode done = json(tool("--topic=send_email", "--force", "--json").run().expect(1));
    assertEquals(1, done.path("unlocked").asInt());
    assertEquals(bad, done.path("unreadable").path(0).asText());
    assertEquals(List.of("null", "w"), List.of(tasks.holder(good), tasks.holder(bad)));
  }
}
