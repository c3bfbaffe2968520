package lib.tools.worker.cancellations;

import com.rabbitmq.client.Connection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lib.base.text.Message;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskHistory;
import lib.systems.camunda.TaskHistory.CancelledActivity;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.SoleHolder;
import lib.tools.worker.servers.BrokerConnections;
import lib.tools.worker.servers.ErrorKinds;
import lib.tools.worker.servers.WorkerParts;

/**
 * Looks now and then which tasks were cancelled after they were handed over, by whatever worker of
 * this name and whenever, and tells their systems. Of several workers one looks. Nothing is kept of
 * the tasks themselves: what was cancelled stands in the engine's history, and only what stands
 * there for certain is told.
 */
public final class CancellationWatch {

  /** A time in the history is older than its transaction; and clocks are not the same. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  /** What was cancelled while no worker ran: as long as it takes to start one anew. */
  private static final Duration LOOK_BACK = Duration.ofMinutes(5);

  /** Activities in one look; the others wait for the next one. */
  private static final int MOST = 5_000;

  private static final int LONGEST_NAME = 255;

  private final WorkerParts parts;
  private final BrokerConnections broker;
  private final TaskHistory history;
  private final ErrorReports reports = new ErrorReports();
  private final String roleName;

  /** Activities of which nothing has to be told any more, with the time of their end. */
  private final Map<String, Instant> settled = new HashMap<>();

  private Instant from;
  private boolean logged;
  private Optional<Message> problem = Optional.empty();

  public CancellationWatch(WorkerParts parts, BrokerConnections broker) {
    this.parts = parts;
    this.broker = broker;
    this.history = new TaskHistory(parts.rest());
    this.roleName = roleName();
    this.from = parts.clock().instant().minus(LOOK_BACK);
  }

  /** Workers with the same tasks have the same name for it. */
  private String roleName() {
    List<String> tenants = parts.settings().camunda().tenantIds().stream().sorted().toList();
    String whose = parts.workerId() + (tenants.isEmpty() ? "" : "." + String.join(",", tenants));
    byte[] bytes = whose.getBytes(StandardCharsets.UTF_8);
    boolean fits = bytes.length < LONGEST_NAME / 2;
    return "camunda.cancellations." + (fits ? whose : UUID.nameUUIDFromBytes(bytes));
  }

  /** The engine is about to be told of a BPMN error: that task is not cancelled. Thread-safe. */
  public void errorReported(String taskId) {
    reports.add(taskId);
  }

  /** Looks once. To be called by one thread at a time. */
  public void look() throws InterruptedException {
    Optional<Connection> link = broker.answersLink().awaitOpen(Duration.ZERO);
    if (link.isEmpty() || !broker.link().isWritable()) {
      return;
    }
    Instant begun = parts.clock().instant();
    try {
      if (!isOurs(link.get())) {
        from = begun.minus(OVERLAP); // Until then the other one has looked.
      } else if (isKnown()) {
        lookSince(from.minus(OVERLAP), begun);
      }
    } catch (CamundaException e) {
      parts.watch().silent(e);
      if (!e.kind().isOutage()) {
        warn(e.userMessage());
      }
    } catch (BrokerException e) {
      parts.log().debug("cancellations.not_looked", e.userMessage());
    }
  }

  /** Where nobody may claim it every worker looks: systems know duplicates by their message_id. */
  private boolean isOurs(Connection connection) {
    SoleHolder.Holder holder = SoleHolder.claim(connection, broker.where(), roleName);
    if (holder == SoleHolder.Holder.NOBODY) {
      warn(Message.of("cancellations.not_alone", roleName));
    }
    return holder != SoleHolder.Holder.OTHERS;
  }

  /** Whether the engine writes down what becomes of tasks; that does not change while it runs. */
  private boolean isKnown() {
    if (!logged && history.isLogged()) {
      logged = true;
      if (new Rights(parts.rest()).of(Rights.Things.HISTORY) == Rights.Sight.PART) {
        warn(Message.of("cancellations.part"));
      }
    }
    if (!logged && history.hasTasks()) {
      warn(Message.of("cancellations.unknown"));
    }
    return logged;
  }

  private void lookSince(Instant since, Instant begun) {
    List<CancelledActivity> fresh =
        history
            .cancelled(since)
            .filter(activity -> !settled.containsKey(activity.id()))
            .limit(MOST)
            .sorted(Comparator.comparing(CancelledActivity::ended))
            .toList();
    boolean done = fresh.isEmpty() || tell(fresh, history.errorsCaught(since));
    if (done && fresh.size() < MOST) {
      from = begun;
      settled.values().removeIf(ended -> ended.isBefore(begun.minus(OVERLAP)));
    }
  }

  private boolean tell(List<CancelledActivity> activities, Map<String, List<Instant>> errors) {
    CancellationRound round = new CancellationRound(parts, history, reports, broker.errors());
    boolean done = true;
    Map<String, List<CancelledActivity>> byRoot = new LinkedHashMap<>();
    activities.forEach(
        activity ->
            byRoot.computeIfAbsent(activity.rootId(), id -> new ArrayList<>()).add(activity));
    for (Map.Entry<String, List<CancelledActivity>> entry : byRoot.entrySet()) {
      List<Instant> caught = errors.getOrDefault(entry.getKey(), List.of());
      if (broker.link().isWritable() && round.tell(entry.getValue(), caught)) {
        entry.getValue().forEach(activity -> settled.put(activity.id(), activity.ended()));
      } else {
        done = false;
      }
    }
    if (round.told() > 0) {
      parts.log().info("cancellations.told", Message.count("task", round.told()));
    }
    return done;
  }

  /** Once, not at every look. */
  private void warn(Message what) {
    if (!problem.equals(Optional.of(what))) {
      problem = Optional.of(what);
      parts.log().warn("cancellations.problem", what);
      parts.status().error(ErrorKinds.CANCELLATIONS, parts.log().text(what));
    }
  }
}
