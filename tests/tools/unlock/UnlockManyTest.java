package tests.tools.unlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.LockedTasks;
import tests.support.Servers;

/**
 * 2,000 locked tasks in several topics, workers and states, some 300 that are not locked, and
 * several pages of answers: exactly the right ones are hit. The last test unlocks them.
 */
@Tag("cli")
@Tag("engine")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UnlockManyTest {

  private static final String ALL = "/external-task?maxResults=100000";

  private static final LockedTasks TASKS = new LockedTasks();
  private static final Set<String> PROGRESS_OF_A = new TreeSet<>();
  private static final Set<String> PROGRESS_OF_B = new TreeSet<>();
  private static final Set<String> BACK_OFF = new TreeSet<>();
  private static final Set<String> WITHOUT_RETRIES = new TreeSet<>();
  private static final Set<String> SUSPENDED = new TreeSet<>();

  @BeforeAll
  static void lockTasks() {
    TASKS.create("topic1", 1200);
    PROGRESS_OF_A.addAll(TASKS.fetch("topic1", "a", 500, LockedTasks.HOUR));
    PROGRESS_OF_B.addAll(TASKS.fetch("topic1", "b", 500, LockedTasks.HOUR));
    TASKS.create("topic2", 700);
    BACK_OFF.addAll(TASKS.fetch("topic2", "a", 200, LockedTasks.HOUR));
    BACK_OFF.forEach(id -> TASKS.fail(id, "a", 2, LockedTasks.HOUR));
    WITHOUT_RETRIES.addAll(TASKS.fetch("topic2", "b", 400, LockedTasks.HOUR));
    Map<String, Object> none = Map.of("retries", 0, "externalTaskIds", WITHOUT_RETRIES);
    TASKS.engine().put("/external-task/retries", none);
    String instance = TASKS.create("topic3", 400);
    SUSPENDED.addAll(TASKS.fetch("topic3", "c", 400, LockedTasks.HOUR));
    TASKS.engine().put("/process-instance/" + instance + "/suspended", Map.of("suspended", true));
    TASKS.fetch("topic1", "a", 100, 1); // their locks expire at once; 100 more stay free
  }

  @AfterAll
  static void removeTasks() {
    TASKS.close();
  }

  private static Set<String> idsOf(Command.Result result, Predicate<JsonNode> condition)
      throws IOException {
    JsonNode rows = Json.MAPPER.readTree(result.stdout()).path("tasks");
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(condition)
        .map(task -> task.path("id").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> selected(String... options) throws IOException {
    return idsOf(TASKS.tool(options).with("--dry-run", "--json").run().expect(0), task -> true);
  }

  @SafeVarargs
  private static Set<String> union(Collection<String>... sets) {
    Set<String> union = new TreeSet<>();
    for (Collection<String> set : sets) {
      union.addAll(set);
    }
    return union;
  }

  @Test
  @Order(1)
  void theListHasEveryLockedTaskInItsState() throws IOException {
    Command.Result list = TASKS.tool("--list", "--json").run().expect(0);
    assertEquals(2000, Json.MAPPER.readTree(list.stdout()).path("locked").asInt());
    assertEquals(100, Json.MAPPER.readTree(list.stdout()).path("expired_left_out").asInt());
    Map<String, Set<String>> expected =
        Map.of(
            "in_progress",
            union(PROGRESS_OF_A, PROGRESS_OF_B),
            "back_off",
            BACK_OFF,
            "out_of_retries",
            WITHOUT_RETRIES,
            "suspended",
            SUSPENDED,
            "lock_expired",
            Set.of(),
            "free",
            Set.of());
    for (Map.Entry<String, Set<String>> e : expected.entrySet()) {
      assertEquals(
          e.getValue(),
          idsOf(list, task -> task.path("state").asText().equals(e.getKey())),
          e.getKey());
    }
  }

  @Test
  @Order(2)
  void filtersOfOneKindAddAndOfSeveralKindsNarrow() throws IOException {
    assertEquals(union(BACK_OFF, WITHOUT_RETRIES), selected("--topic", "topic2"));
    assertEquals(union(PROGRESS_OF_A, BACK_OFF), selected("--worker-id", "a"));
    assertEquals(BACK_OFF, selected("--worker-id", "a", "--topic", "topic2"));
    assertEquals(
        union(WITHOUT_RETRIES, SUSPENDED),
        selected("--worker-id", "b,c", "--topic", "topic2", "--topic", "topic3"));
  }

  /** As engines do with parameters that they do not know; paging is among them here. */
  @Test
  @Order(3)
  void anEngineThatIgnoresTheQueryChangesNothingAboutIt() throws IOException {
    try (LockedTasks others = new LockedTasks();
        FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl())) {
      String foreign = others.locked("topic2", "a");
      proxy.always(
          "GET /engine-rest/external-task\\?.*",
          FaultyProxy.status(200, Json.write(TASKS.engine().get(ALL))));
      Command.Result result =
          TASKS
              .tool(proxy.baseUrl(), "--worker-id", "a", "--topic", "topic2")
              .with("--force", "--dry-run", "--json")
              .run()
              .expect(0);
      assertEquals(BACK_OFF, idsOf(result, task -> true));
      assertEquals("a", others.holder(foreign));
    }
  }

  @Test
  @Order(4)
  void exactlyTheSelectedOnesAreUnlocked() throws IOException {
    Map<String, String> expected = TASKS.locks();
    Set<String> meant = union(PROGRESS_OF_A, BACK_OFF, SUSPENDED);
    meant.forEach(id -> expected.put(id, "null null"));
    Command.Result result = TASKS.tool("--worker-id", "a,c", "--force", "--json").run().expect(0);
    assertEquals(meant, idsOf(result, task -> task.path("result").asText().equals("unlocked")));
    assertEquals(expected, TASKS.locks());

    Command.Result rest = TASKS.tool("--all", "--force").run().expect(0);
    assertEquals(
        "📊 Result: unlocked: 900 tasks", rest.stdoutLines().get(rest.stdoutLines().size() - 4));
    union(PROGRESS_OF_B, WITHOUT_RETRIES).forEach(id -> expected.put(id, "null null"));
    assertEquals(expected, TASKS.locks());
  }
}
