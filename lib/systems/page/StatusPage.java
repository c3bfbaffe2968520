package lib.systems.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/**
 * The JSON of {@code GET /status}: its members, in their order. What may be absent is null there,
 * and so it is here.
 *
 * @param state {@code starting}, {@code running} or {@code stopping}
 * @param problems why it is not healthy
 * @param started UTC, ISO 8601, like every time here
 * @param counters of {@code tasks} and {@code answers}, by name
 * @param routedBySystem confirmed task messages
 * @param unconfirmedMessages published and not confirmed by RabbitMQ yet
 * @param errors the last ones, oldest first
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StatusPage(
    String state,
    boolean healthy,
    List<Problem> problems,
    String version,
    String started,
    long uptimeSeconds,
    String host,
    long pid,
    String workerId,
    Topics topics,
    Camunda camunda,
    Rabbitmq rabbitmq,
    Loops loops,
    Map<String, Map<String, Long>> counters,
    Map<String, Long> routedBySystem,
    ThroughputPerSecond throughputPerSecond,
    LatencySeconds latencySeconds,
    InFlight inFlight,
    long unconfirmedMessages,
    List<Error> errors,
    BpmnCache bpmnCache) {

  /**
   * Why the worker is not healthy.
   *
   * @param kind a stable name
   * @param text for people, in English
   */
  public record Problem(String kind, String text) {}

  /**
   * What the worker fetches.
   *
   * @param selection {@code mapped}, {@code all} or {@code listed}
   */
  public record Topics(String selection, List<String> names) {}

  /**
   * @param lastAnswerSecondsAgo null if it never answered
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Camunda(String url, boolean reachable, Long lastAnswerSecondsAgo) {}

  /**
   * @param lastAnswerSecondsAgo null if it never answered
   * @param blocked why it takes no messages, null if it does
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Rabbitmq(
      String address, boolean reachable, Long lastAnswerSecondsAgo, String blocked) {}

  public record Loops(Loop routing, Loop responses) {}

  /**
   * One of the two loops.
   *
   * @param enabled whether it should run
   * @param lastSuccess null if there was none
   * @param lastProgressSecondsAgo null if it never got on
   * @param lastError the last failure of all, also if it is over; null if there was none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Loop(
      boolean enabled,
      boolean running,
      boolean failing,
      String lastSuccess,
      Long lastProgressSecondsAgo,
      LoopError lastError) {}

  public record LoopError(String time, String text) {}

  public record ThroughputPerSecond(Rates tasks, Rates answers) {}

  /** Averages over the last minutes. */
  public record Rates(
      @JsonProperty("1m") double oneMinute,
      @JsonProperty("5m") double fiveMinutes,
      @JsonProperty("15m") double fifteenMinutes) {}

  @JsonNaming(SnakeCaseStrategy.class)
  public record LatencySeconds(
      Latency taskRouting, Latency publishConfirm, Latency answerHandling) {}

  /**
   * @param count of all measurements since the start; the quantiles are those of the last five
   *     minutes, null if there was nothing to measure
   */
  public record Latency(long count, Double p50, Double p95, Double p99) {}

  /**
   * What has begun and has not ended.
   *
   * @param answersWaiting those of the answers that wait for something that concerns no other one,
   *     e.g. for the activation of a suspended process instance
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record InFlight(int tasks, int awaitingHandOver, int answers, int answersWaiting) {}

  /**
   * @param task its id, null if the error is about none
   */
  public record Error(String time, String task, String kind, String text) {}

  /**
   * The cache of process models.
   *
   * @param hitRatio null if nothing was looked up
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record BpmnCache(
      long models, int maxModels, long hits, long misses, Double hitRatio, long evictions) {}
}
