package lib.systems.page;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.json.Json;

/**
 * The JSON of {@code GET /status}: its members, in their order. Workers of several versions may
 * run: what one of them does not tell reads as zero, no or empty.
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
    LoopsPage loops,
    Map<String, Map<String, Long>> counters,
    SettledAnswers settledAnswers,
    Map<String, Long> routedBySystem,
    ThroughputPerSecond throughputPerSecond,
    LatencySeconds latencySeconds,
    InFlight inFlight,
    long unconfirmedMessages,
    List<Error> errors,
    BpmnCache bpmnCache) {

  /** A member, or an element of a list, that is null or absent is what it would be if empty. */
  private static final ObjectReader READER = reader();

  public StatusPage {
    topics = requireNonNullElse(topics, Topics.NONE);
    camunda = requireNonNullElse(camunda, Camunda.NONE);
    rabbitmq = requireNonNullElse(rabbitmq, Rabbitmq.NONE);
    loops = requireNonNullElse(loops, LoopsPage.NONE);
    settledAnswers = requireNonNullElse(settledAnswers, SettledAnswers.NONE);
    throughputPerSecond = requireNonNullElse(throughputPerSecond, ThroughputPerSecond.NONE);
    latencySeconds = requireNonNullElse(latencySeconds, LatencySeconds.NONE);
    inFlight = requireNonNullElse(inFlight, InFlight.NONE);
    bpmnCache = requireNonNullElse(bpmnCache, BpmnCache.NONE);
  }

  private static ObjectReader reader() {
    ObjectMapper mapper = Json.MAPPER.copy();
    mapper.setDefaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP));
    for (Class<?> type : List.of(String.class, List.class, Map.class)) {
      mapper
          .configOverride(type)
          .setSetterInfo(JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.SKIP));
    }
    return mapper.readerFor(StatusPage.class);
  }

  /**
   * Reads a page.
   *
   * @throws IOException if it is none
   */
  public static StatusPage of(byte[] json) throws IOException {
    return READER.readValue(json);
  }

  /**
   * Reads a page.
   *
   * @throws JsonProcessingException if it is none
   */
  public static StatusPage of(JsonNode json) throws JsonProcessingException {
    return READER.treeToValue(json, StatusPage.class);
  }

  /** A counter of tasks by its name, e.g. {@code routed}. */
  public long tasks(String counter) {
    return counters.getOrDefault("tasks", Map.of()).getOrDefault(counter, 0L);
  }

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
  public record Topics(String selection, List<String> names) {
    static final Topics NONE = new Topics("", List.of());
  }

  /**
   * @param lastAnswerSecondsAgo empty if it never answered
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Camunda(String url, boolean reachable, Optional<Long> lastAnswerSecondsAgo) {
    static final Camunda NONE = new Camunda("", false, Optional.empty());
  }

  /**
   * @param lastAnswerSecondsAgo empty if it never answered
   * @param blocked why it takes no messages, empty if it does
   * @param missing exchanges, queues and bindings that the worker needs and cannot make
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Rabbitmq(
      String address,
      boolean reachable,
      Optional<Long> lastAnswerSecondsAgo,
      Optional<String> blocked,
      List<String> missing) {
    static final Rabbitmq NONE =
        new Rabbitmq("", false, Optional.empty(), Optional.empty(), List.of());
  }

  /**
   * Answers that have left the responses queue.
   *
   * @param applied the engine has taken them: completions, failures and BPMN errors
   * @param alreadyDone their task did not exist any more
   * @param toErrorQueue somebody has to look at them
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record SettledAnswers(long applied, long alreadyDone, long toErrorQueue) {
    static final SettledAnswers NONE = new SettledAnswers(0, 0, 0);

    /** All of them. */
    public long sum() {
      return applied + alreadyDone + toErrorQueue;
    }
  }

  public record ThroughputPerSecond(Rates tasks, Rates answers) {
    static final ThroughputPerSecond NONE = new ThroughputPerSecond(Rates.NONE, Rates.NONE);

    public ThroughputPerSecond {
      tasks = requireNonNullElse(tasks, Rates.NONE);
      answers = requireNonNullElse(answers, Rates.NONE);
    }
  }

  /** Averages over the last minutes. */
  public record Rates(
      @JsonProperty("1m") double oneMinute,
      @JsonProperty("5m") double fiveMinutes,
      @JsonProperty("15m") double fifteenMinutes) {
    static final Rates NONE = new Rates(0, 0, 0);
  }

  @JsonNaming(SnakeCaseStrategy.class)
  public record LatencySeconds(
      Latency taskRouting, Latency publishConfirm, Latency answerHandling) {
    static final LatencySeconds NONE = new LatencySeconds(Latency.NONE, Latency.NONE, Latency.NONE);

    public LatencySeconds {
      taskRouting = requireNonNullElse(taskRouting, Latency.NONE);
      publishConfirm = requireNonNullElse(publishConfirm, Latency.NONE);
      answerHandling = requireNonNullElse(answerHandling, Latency.NONE);
    }
  }

  /**
   * @param count of all measurements since the start; the quantiles are those of the last five
   *     minutes, empty if there was nothing to measure
   */
  public record Latency(
      long count, Optional<Double> p50, Optional<Double> p95, Optional<Double> p99) {
    static final Latency NONE =
        new Latency(0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * What has begun and has not ended.
   *
   * @param answersWaiting those of the answers that wait for something that concerns no other one,
   *     e.g. for the activation of a suspended process instance
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record InFlight(int tasks, int awaitingHandOver, int answers, int answersWaiting) {
    static final InFlight NONE = new InFlight(0, 0, 0, 0);
  }

  /**
   * @param task its id, empty if the error is about none
   */
  public record Error(String time, Optional<String> task, String kind, String text) {}

  /**
   * The cache of process models.
   *
   * @param hitRatio empty if nothing was looked up
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record BpmnCache(
      long models,
      int maxModels,
      long hits,
      long misses,
      Optional<Double> hitRatio,
      long evictions) {
    static final BpmnCache NONE = new BpmnCache(0, 0, 0, 0, Optional.empty(), 0);
  }
}
