package tests.systems.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tests.support.AccountLandscape.ERRORS;
import static tests.support.AccountLandscape.OURS;
import static tests.support.AccountLandscape.RESPONSES;
import static tests.support.AccountLandscape.YEAR;
import static tests.support.AccountLandscape.id;
import static tests.support.AccountLandscape.ids;
import static tests.support.AccountLandscape.message;
import static tests.support.AccountLandscape.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.DefaultConsumer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lib.base.json.Json;
import lib.base.text.Message;
import lib.systems.account.AccountedMessage;
import lib.systems.account.AccountedTask;
import lib.systems.account.QueueLook;
import lib.systems.account.TaskClass;
import lib.systems.account.Todo;
import lib.systems.camunda.InstanceState;
import lib.tools.worker.UniversalWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tests.support.AccountLandscape;
import tests.support.AccountLandscape.Result;
import tests.support.Answering;
import tests.support.Bpmn;
import tests.support.BrokerAccess;
import tests.support.EngineRest;
import tests.support.EngineUser;
import tests.support.Eventually;
import tests.support.ExternalSystemsDouble;
import tests.support.ProjectBroker;
import tests.support.Servers;
import tests.support.TcpProxy;

/**
 * Where every task is. {@code UCW_TEST_TASKS} tells how many tasks of each kind there are; with 100
 * it is more than 2,000 tasks.
 */
@Tag("engine")
@Tag("rabbitmq")
class AccountTest {

  private static final int EACH =
      Integer.parseInt(Optional.ofNullable(System.getenv("UCW_TEST_TASKS")).orElse("8"));

  private static final Duration SHORT = Duration.ofSeconds(EACH > 100 ? 180 : 1);

  private final AccountLandscape land = new AccountLandscape();
  private final Map<String, TaskClass> expected = new TreeMap<>();

  @AfterEach
  void close() {
    land.close();
  }

  private void expect(TaskClass where, List<JsonNode> tasks) {
    ids(tasks).forEach(id -> expected.put(id, where));
  }

  private List<JsonNode> expectHandedOver(TaskClass where, String topic) {
    List<JsonNode> tasks = land.handedOver(topic, EACH);
    expect(where, tasks);
    return tasks;
  }

  private static Map<String, TaskClass> classes(Result result) {
    return result.tasks().values().stream()
        .collect(Collectors.toMap(t -> t.task().id(), AccountedTask::where));
  }

  private void assertAllRight(Result result) {
    Map<String, TaskClass> found = classes(result);
    List<String> wrong =
        expected.entrySet().stream()
            .filter(entry -> found.get(entry.getKey()) != entry.getValue())
            .map(entry -> entry + " but " + result.tasks().get(entry.getKey()))
            .toList();
    assertThat(wrong).as(() -> result.report().toString()).isEmpty();
    assertThat(found).hasSameSizeAs(expected);
  }

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES) // With very many tasks.
  void everyTaskIsInItsClass() throws InterruptedException {
    plantLocks();
    Instant left = Instant.now();
    plantQueued();
    plantMisplaced();
    plantAnswers();
    plantRefusals();
    expectHandedOver(TaskClass.LOST, "bitrix_create_task_lost");
    expectHandedOver(TaskClass.LOST, "nobody_knows_lost");
    try (BrokerAccess systems = land.project().corner().anotherUser()) {
      plantWithSystem(systems);
      List<JsonNode> twice = plantMessages();
      plantShortLocks(left);
      Result result =
          land.account(
              false,
              Map.of(
                  "CAMUNDA_TENANT_ID",
                  tenant() + "," + land.beside(),
                  "CAMUNDA_HANDOFF_LOCK_DURATION",
                  String.valueOf(SHORT.toMillis())));
      assertAllRight(result);
      assertThat(result.report().engineProblem()).isEmpty();
      assertThat(result.report().brokerProblem()).isEmpty();
      assertDuplicates(twice, result);
      assertThat(of(AccountedMessage.Kind.FOREIGN, result))
          .extracting(AccountedMessage::queues, AccountedMessage::count)
          .containsExactly(tuple(List.of("default.queue"), 2L * EACH));
      assertThat(result.messages()).hasSize(EACH + 1);
    }
  }

  private static void assertDuplicates(List<JsonNode> twice, Result result) {
    assertThat(of(AccountedMessage.Kind.DUPLICATE, result))
        .extracting(message -> message.taskId().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(ids(twice));
  }

  /** Tasks of another tenant, tasks in two messages, and messages that are about no task. */
  private List<JsonNode> plantMessages() {
    List<JsonNode> beside = land.handedOverBeside("bitrix_create_task_beside", EACH);
    expect(TaskClass.QUEUED, beside);
    land.publish("bitrix24.queue", beside);
    List<JsonNode> twice = expectHandedOver(TaskClass.QUEUED, "bitrix_create_task_twice");
    land.publish("bitrix24.queue", twice);
    land.publish("bitrix24.queue", twice);
    for (int i = 0; i < EACH; i++) {
      land.broker().send("default.queue", "not JSON {" + i);
      land.broker().send("default.queue", "{\"order\": " + i + "}");
    }
    land.awaitSent();
    return twice;
  }

  private void plantLocks() {
    land.create("bitrix_create_task", EACH);
    land.engine()
        .get("/external-task?maxResults=100000&topicName=bitrix_create_task&tenantIdIn=" + tenant())
        .forEach(task -> expected.put(id(task), TaskClass.FREE));
    land.create("bitrix_create_task_left", EACH);
    expect(TaskClass.LOST, land.lock("bitrix_create_task_left", OURS, EACH, 1));
    land.create("bitrix_create_task_foreign", EACH);
    expect(TaskClass.OTHERS, land.lock("bitrix_create_task_foreign", "stranger", EACH, YEAR));
    land.create("bitrix_create_task_foreign_left", EACH);
    expect(TaskClass.FREE, land.lock("bitrix_create_task_foreign_left", "stranger", EACH, 1));
    expect(TaskClass.BACK_OFF, land.failed("bitrix_create_task_failed", EACH, 2));
    expect(TaskClass.OUT_OF_RETRIES, land.failed("bitrix_create_task_ended", EACH, 0));
    land.create("bitrix_create_task_suspended", EACH);
    List<JsonNode> suspended = land.lock("bitrix_create_task_suspended", OURS, EACH, YEAR);
    land.suspend("bitrix_create_task_suspended");
    expect(TaskClass.SUSPENDED, suspended);
  }

  /**
   * Just before the account, so that they last until its end; the first ones of all are long over.
   */
  private void plantShortLocks(Instant left) {
    land.create("bitrix_create_task_short", EACH);
    long rest = SHORT.plusSeconds(59).toMillis();
    Eventually.that("long over", () -> left.plus(SHORT).plusSeconds(1).isBefore(Instant.now()));
    expect(TaskClass.BEING_SENT, land.lock("bitrix_create_task_short", OURS, EACH, rest));
  }

  private String tenant() {
    return land.project().corner().name();
  }

  private void plantQueued() {
    land.publish("bitrix24.queue", expectHandedOver(TaskClass.QUEUED, "bitrix_create_task_a"));
    land.publish("default.queue", expectHandedOver(TaskClass.QUEUED, "nobody_knows"));
    // As the first version published: nothing but the body names the task.
    expectHandedOver(TaskClass.QUEUED, "1c_sync_data")
        .forEach(task -> land.send("1c.queue", message(task)));
    // A task that has failed before and was handed over again.
    land.create("bitrix_create_task_again", EACH);
    List<JsonNode> again = land.lock("bitrix_create_task_again", OURS, EACH, 1);
    land.fail(again, 1, 0);
    expect(TaskClass.QUEUED, relock("bitrix_create_task_again"));
    land.publish("bitrix24.queue", again);
  }

  private List<JsonNode> relock(String topic) {
    String count = "/external-task/count?notLocked=true&topicName=" + topic;
    Eventually.that("the end of the pause", () -> land.engine().count(count) == EACH);
    return land.lock(topic, OURS, EACH, YEAR);
  }

  private void plantMisplaced() {
    land.publish("1c.queue", expectHandedOver(TaskClass.MISPLACED, "bitrix_create_task_astray"));
    land.publish("default.queue", expectHandedOver(TaskClass.MISPLACED, "bitrix_create_task_def"));
    land.publish(ERRORS, expectHandedOver(TaskClass.MISPLACED, "1c_sync_data_dead"));
    land.broker().with(channel -> channel.queueDeclare("dead.letters", true, false, false, null));
    land.project()
        .policy(
            "dead",
            Map.of("dead-letter-exchange", "", "dead-letter-routing-key", "dead.letters"),
            "^1c\\.queue$",
            "queues");
    land.publish("dead.letters", expectHandedOver(TaskClass.MISPLACED, "1c_sync_data_rejected"));
    expectHandedOver(TaskClass.MISPLACED, "bitrix_create_task_answered_astray")
        .forEach(task -> land.send("default.queue", Answering.ticket(message(task))));
  }

  private void plantAnswers() {
    expectHandedOver(TaskClass.ANSWERED, "bitrix_create_task_b")
        .forEach(task -> land.send(RESPONSES, Answering.ticket(message(task))));
    List<JsonNode> older = expectHandedOver(TaskClass.ANSWERED, "bitrix_create_task_c");
    older.forEach(task -> land.send(RESPONSES, Answering.older(message(task), "complete")));
    land.publish("bitrix24.queue", older); // Sent again meanwhile: the answer is what counts.
    land.create("bitrix_create_task_d", EACH);
    List<JsonNode> suspended = land.lock("bitrix_create_task_d", OURS, EACH, YEAR);
    expect(TaskClass.ANSWERED, suspended);
    suspended.forEach(task -> land.send(RESPONSES, Answering.ticket(message(task))));
    land.suspend("bitrix_create_task_d");
  }

  private void plantRefusals() {
    expectHandedOver(TaskClass.REFUSED, "bitrix_create_task_e")
        .forEach(task -> land.send(ERRORS, refusal(task, "camunda_internal_error")));
    expectHandedOver(TaskClass.REFUSED, "bitrix_create_task_f").forEach(this::giveUp);
    List<JsonNode> unpublished = land.failed("bitrix_create_task_g", EACH, 0);
    expect(TaskClass.OUT_OF_RETRIES, unpublished);
    for (JsonNode task : unpublished) {
      var error = Json.MAPPER.createObjectNode();
      land.send(ERRORS, error.put("type", "task_error").put("task_id", id(task)));
    }
  }

  /** Format C: the system itself has put it there. */
  private void giveUp(JsonNode task) {
    var error = Json.MAPPER.createObjectNode();
    error.put("error_type", "max_retries").put("source_queue", "bitrix24.queue");
    error.set("original_message", message(task));
    land.send(ERRORS, error);
  }

  /** A consumer, a message in somebody's hands without one, and a note of work under way. */
  private void plantWithSystem(BrokerAccess systems) {
    List<JsonNode> consumed = expectHandedOver(TaskClass.WITH_SYSTEM, "op_create_task");
    land.publish("openproject.queue", consumed);
    land.await("openproject.queue", EACH);
    systems.with(
        channel -> channel.basicConsume("openproject.queue", false, new DefaultConsumer(channel)));
    land.await("openproject.queue", 0);
    List<JsonNode> held = expectHandedOver(TaskClass.WITH_SYSTEM, "send_email");
    land.publish("python-services.queue", held);
    land.await("python-services.queue", EACH);
    for (int i = 0; i < EACH; i++) {
      systems.with(channel -> channel.basicGet("python-services.queue", false));
    }
    land.broker()
        .with(channel -> channel.queueDeclare("bitrix24.sent.queue", true, false, false, null));
    expectHandedOver(TaskClass.WITH_SYSTEM, "bitrix_create_task_h")
        .forEach(task -> land.send("bitrix24.sent.queue", Answering.ticket(message(task))));
    land.awaitSent();
  }

  @Test
  void messagesWithoutATaskAreTold() throws InterruptedException {
    List<JsonNode> cancelled = land.handedOver("bitrix_create_task", EACH);
    land.publish("bitrix24.queue", cancelled);
    land.cancel(cancelled);
    List<JsonNode> twice = land.handedOver("op_create_task", EACH);
    land.publish("openproject.queue", twice);
    land.publish("openproject.queue", twice);
    land.broker().send("openproject.queue", "{\"type\":\"task_cancelled\",\"task_id\":\"1\"}");
    land.broker().send("default.queue", "hello");
    land.broker().send("default.queue", "{\"task_id\":");
    land.broker().send("default.queue", new byte[] {(byte) 0xff, 0});
    land.broker().send("default.queue", "{\"order\": {\"task_id\": \"1\", \"topic\": \"t\"}}");
    land.publish("bitrix24.queue", land.handedOverBeside("bitrix_create_task", EACH));
    for (int i = 0; i < EACH; i++) {
      ObjectNode body = message(cancelled.get(i)).put("task_id", UUID.randomUUID().toString());
      land.send("1c.queue", body.put("process_instance_id", UUID.randomUUID().toString()));
    }
    land.awaitSent();
    Result result = land.account();
    assertThat(of(AccountedMessage.Kind.GONE, result))
        .extracting(message -> message.taskId().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(ids(cancelled));
    assertThat(of(AccountedMessage.Kind.GONE, result))
        .allMatch(
            message -> message.instance().equals(Optional.of(InstanceState.EXTERNALLY_TERMINATED)));
    assertDuplicates(twice, result);
    assertThat(of(AccountedMessage.Kind.FOREIGN, result))
        .extracting(AccountedMessage::queues, AccountedMessage::count)
        .containsExactly(tuple(List.of("default.queue"), 4L));
    assertThat(of(AccountedMessage.Kind.CANCELLATION, result))
        .extracting(AccountedMessage::queues, AccountedMessage::count)
        .containsExactly(tuple(List.of("openproject.queue"), 1L));
    assertThat(of(AccountedMessage.Kind.UNKNOWN_PROCESS, result))
        .extracting(AccountedMessage::queues, AccountedMessage::instance)
        .containsOnly(tuple(List.of("1c.queue"), Optional.empty()))
        .hasSize(EACH);
    assertThat(result.messages()).hasSize(3 * EACH + 2);
  }

  private static List<AccountedMessage> of(AccountedMessage.Kind kind, Result result) {
    return result.messages().stream().filter(message -> message.kind() == kind).toList();
  }

  @Test
  void whatIsToBeDoneFitsTheCircumstances() throws InterruptedException {
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task", 1));
    land.handedOver("op_create_task", 1)
        .forEach(task -> land.send(RESPONSES, Answering.ticket(message(task))));
    land.create("nobody_knows", 1);
    land.awaitSent();
    assertThat(land.account().tasks().values())
        .extracting(AccountedTask::todo)
        .containsExactlyInAnyOrder(Todo.START_SYSTEM, Todo.START_WORKER, Todo.ROUTE_TOPIC);
  }

  @Test
  void readingLeavesQueuesAsTheyWere() throws InterruptedException {
    List<JsonNode> tasks = land.handedOver("bitrix_create_task", 3 * EACH);
    land.publish("bitrix24.queue", tasks);
    land.await("bitrix24.queue", 3 * EACH);
    land.account();
    List<String> order = new ArrayList<>();
    land.broker()
        .takeAll("bitrix24.queue")
        .forEach(message -> order.add(message.getProps().getMessageId()));
    assertThat(order).isEqualTo(ids(tasks));
  }

  @Test
  void aQueueWithConsumersIsCountedOnly() throws InterruptedException {
    List<JsonNode> tasks = land.handedOver("bitrix_create_task", EACH);
    List<JsonNode> missing = land.handedOver("op_create_task", 1);
    try (BrokerAccess system = land.project().corner().anotherUser()) {
      system.with(
          channel -> {
            channel.basicQos(1);
            return channel.basicConsume("bitrix24.queue", false, new DefaultConsumer(channel));
          });
      land.publish("bitrix24.queue", tasks);
      land.await("bitrix24.queue", EACH - 1);
      Result counted = land.account();
      assertThat(counted.in(TaskClass.WITH_SYSTEM)).containsAll(ids(tasks));
      QueueLook look = look(counted, "bitrix24.queue");
      assertThat(look.read()).isZero();
      assertThat(look.unread()).isEqualTo(EACH - 1);
      // What is among those that were not read cannot be called lost.
      assertThat(counted.tasks().get(id(missing.get(0))).where()).isEqualTo(TaskClass.UNKNOWN);
      Result read = land.account(true, Map.of());
      assertThat(read.in(TaskClass.QUEUED)).hasSize(EACH - 1);
      land.await("bitrix24.queue", EACH - 1);
    }
  }

  private static QueueLook look(Result result, String queue) {
    return result.report().queues().stream()
        .filter(look -> look.queue().name().equals(queue))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aQueueThatCountsLooksIsLeftAloneAndWhatIsInItIsNotGuessed() throws InterruptedException {
    land.broker().with(channel -> channel.queueDelete("1c.queue"));
    land.broker()
        .with(
            channel ->
                channel.queueDeclare(
                    "1c.queue",
                    true,
                    false,
                    false,
                    Map.of("x-queue-type", "quorum", "x-delivery-limit", 5)));
    List<JsonNode> queued = land.handedOver("1c_sync_data", EACH);
    land.publish("1c.queue", queued);
    List<JsonNode> lost = land.handedOver("1c_sync_data_lost", 1);
    land.await("1c.queue", EACH);
    for (int i = 0; i < 7; i++) {
      Result result = land.account();
      assertThat(result.in(TaskClass.UNKNOWN)).hasSize(EACH + lost.size());
      assertThat(look(result, "1c.queue").obstacle()).isPresent();
    }
    assertThat(land.broker().ready("1c.queue")).isEqualTo(EACH);
  }

  @Test
  void withoutTheManagementApiNothingIsCalledLost() throws InterruptedException {
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task_a", EACH));
    land.handedOver("bitrix_create_task_lost", EACH);
    land.awaitSent();
    Result result = land.account(false, Map.of("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1"));
    assertThat(result.in(TaskClass.QUEUED)).hasSize(EACH);
    assertThat(result.in(TaskClass.UNKNOWN)).hasSize(EACH);
    assertThat(result.report().managementProblem()).isPresent();
  }

  /** This user may use the virtual host, but not read one of its queues. */
  @Test
  void whatIsInAQueueThatMayNotBeReadIsNotGuessed() throws InterruptedException {
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task_a", EACH));
    land.publish("openproject.queue", land.handedOver("op_create_task", EACH));
    land.handedOver("1c_sync_data", EACH);
    land.awaitSent();
    land.project().as(".*", ".*", "^(?!bitrix24).*", "management");
    Result result = land.account();
    assertThat(result.in(TaskClass.QUEUED)).hasSize(EACH);
    assertThat(result.in(TaskClass.UNKNOWN)).hasSize(2 * EACH);
    QueueLook look = look(result, "bitrix24.queue");
    assertThat(look.whole()).isFalse();
    assertThat(look.obstacle()).isPresent();
  }

  /** The engine leaves tasks out of its lists without a word. */
  @Test
  void aTaskThatThisUserMayNotSeeIsNotCalledGone() throws InterruptedException {
    EngineRest administrator = EngineUser.administrator(null);
    String seen = "seen_" + tenant();
    administrator.deploy(Bpmn.oneTask(seen, "op_create_task"));
    administrator.deploy(Bpmn.oneTask("un" + seen, "bitrix_create_task"));
    JsonNode one = administrator.taskOf(administrator.start(seen));
    JsonNode other = administrator.taskOf(administrator.start("un" + seen));
    land.publish("openproject.queue", List.of(one));
    land.publish("bitrix24.queue", List.of(other));
    land.awaitSent();
    Result result = accountOf(seen);
    administrator.clean();
    assertThat(result.report().allSeen()).isFalse();
    assertThat(result.tasks()).containsOnlyKeys(id(one));
    assertThat(result.messages())
        .extracting(AccountedMessage::kind)
        .containsExactly(AccountedMessage.Kind.UNSEEN);
  }

  /** Of a user who sees one process, and all tenants. */
  private Result accountOf(String process) throws InterruptedException {
    EngineUser clerk =
        new EngineUser()
            .may(EngineUser.Resource.PROCESS_DEFINITION, process, "READ", "READ_INSTANCE");
    Map<String, String> changes = new TreeMap<>(clerk.environment());
    changes.put("CAMUNDA_TENANT_ID", "");
    return land.account(false, changes);
  }

  /** Their messages lie elsewhere, or went with the queue: from here nobody can tell. */
  @Test
  void nothingIsLostInAVirtualHostWithoutTheQueues() throws InterruptedException {
    List<JsonNode> queued = land.handedOver("bitrix_create_task", EACH);
    land.publish("bitrix24.queue", queued);
    land.awaitSent();
    try (ProjectBroker empty = new ProjectBroker()) {
      String elsewhere = empty.corner().name();
      Result result = land.account(false, Map.of("RABBITMQ_VIRTUAL_HOST", elsewhere));
      assertThat(result.in(TaskClass.UNKNOWN)).containsExactlyInAnyOrderElementsOf(ids(queued));
      assertThat(result.tasks().values())
          .extracting(AccountedTask::doubt)
          .containsOnly(
              Optional.of(Message.of("account.obstacle.missing", "bitrix24.queue", elsewhere)));
      assertThat(result.report().queues()).allMatch(look -> look.absence().isPresent());
    }
  }

  @Test
  void whatWentWithItsQueueIsLostOnceTheQueueExistsAgain() throws InterruptedException {
    List<JsonNode> gone = land.handedOver("bitrix_create_task", EACH);
    land.publish("bitrix24.queue", gone);
    List<JsonNode> lost = land.handedOver("op_create_task", 1);
    land.awaitSent();
    land.broker().with(channel -> channel.queueDelete("bitrix24.queue"));
    Result without = land.account();
    assertThat(without.in(TaskClass.UNKNOWN)).containsExactlyInAnyOrderElementsOf(ids(gone));
    assertThat(without.in(TaskClass.LOST)).isEqualTo(ids(lost)); // Its own queue exists.
    land.project().declare();
    assertThat(land.account().in(TaskClass.LOST)).hasSize(EACH + 1);
  }

  @Test
  void nothingIsLostWhileAQueueThatSomebodyHasNamedDoesNotExist() throws InterruptedException {
    land.handedOver("bitrix_create_task", EACH);
    Result result = land.account("nixda");
    assertThat(result.in(TaskClass.UNKNOWN)).hasSize(EACH);
    assertThat(look(result, "nixda").absence()).isPresent();
    land.broker().with(channel -> channel.queueDeclare("nixda", true, false, false, null));
    assertThat(land.account("nixda").in(TaskClass.LOST)).hasSize(EACH);
  }

  @Test
  void withoutTheBrokerOnlyWhatTheEngineKnowsIsTold() throws InterruptedException {
    land.create("bitrix_create_task", EACH);
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task_a", EACH));
    Result result = land.account(false, Map.of("RABBITMQ_PORT", "1"));
    assertThat(result.in(TaskClass.FREE)).hasSize(EACH);
    assertThat(result.in(TaskClass.UNKNOWN)).hasSize(EACH);
    assertThat(result.report().brokerProblem()).isPresent();
  }

  @Test
  void withoutTheEngineTheQueuesAreStillLookedAt() throws InterruptedException {
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task_a", EACH));
    land.await("bitrix24.queue", EACH);
    Result result =
        land.account(false, Map.of("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest"));
    assertThat(result.report().engineProblem()).isPresent();
    assertThat(look(result, "bitrix24.queue").read()).isEqualTo(EACH);
    assertThat(result.tasks()).isEmpty();
    assertThat(result.messages()).isEmpty();
  }

  @Test
  void whatSomebodyHasPutAsideIsNotLost() throws InterruptedException {
    land.broker().with(channel -> channel.queueDeclare("parking", true, false, false, null));
    List<JsonNode> aside = land.handedOver("bitrix_create_task", EACH);
    land.publish("parking", aside);
    land.broker().send("parking", "something else");
    land.await("parking", EACH + 1);
    Eventually.that(
        "the management API has counted them",
        () ->
            land.project()
                    .corner()
                    .management()
                    .get("/api/queues/" + tenant() + "/parking")
                    .path("messages_ready")
                    .asInt()
                == EACH + 1);
    Result result = land.account();
    assertThat(result.in(TaskClass.MISPLACED)).containsExactlyInAnyOrderElementsOf(ids(aside));
    assertThat(result.messages()).isEmpty();
  }

  /**
   * The hardest case: systems that ask for messages one by one, so that they never show as
   * consumers, and answer at once. Every task is on the move all the time.
   */
  @Test
  void aTaskOnTheMoveIsNeverCalledLost() throws InterruptedException {
    assertNothingIsLost(Math.min(20 * EACH, 2000), Servers.rabbit().port(), () -> {});
  }

  /** The same while the worker loses its connections again and again. */
  @Test
  void aTaskOnTheMoveIsNotCalledLostWhileConnectionsBreak() throws InterruptedException {
    try (TcpProxy network = new TcpProxy(Servers.rabbit().port())) {
      assertNothingIsLost(2 * EACH, network.port(), network::cut);
    }
  }

  /**
   * @param moving tasks of either system
   */
  private void assertNothingIsLost(int moving, int workersPort, Runnable fault)
      throws InterruptedException {
    land.create("bitrix_create_task", moving);
    land.create("op_create_task", moving);
    int port = Servers.rabbit().port();
    land.project().with("CAMUNDA_HANDOFF_LOCK_DURATION", "60000");
    land.project().with("RABBITMQ_PORT", Integer.toString(workersPort));
    UniversalWorker worker = land.project().corner().startWorker();
    land.project().with("RABBITMQ_PORT", Integer.toString(port));
    ScheduledExecutorService faults = Executors.newSingleThreadScheduledExecutor();
    faults.scheduleWithFixedDelay(fault, 5, 5, TimeUnit.SECONDS);
    try (var systems = new ExternalSystemsDouble(port, tenant(), "")) {
      String open = "/external-task/count?tenantIdIn=" + tenant();
      do {
        assertThat(land.account().in(TaskClass.LOST)).isEmpty();
      } while (land.engine().count(open) > 0);
      assertThat(systems.problems()).isEmpty();
    } finally {
      faults.shutdownNow();
      worker.stop();
    }
  }
}
