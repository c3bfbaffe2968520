package lib.tools.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What a worker says of itself on its status page. A field that it does not know reads as zero, no
 * or empty: workers of several versions may run.
 *
 * @param json the whole document
 */
public record WorkerReport(JsonNode json) {

  /** With one of these nothing gets through, whatever the loops do. */
  static final Set<String> STOPPERS =
      Set.of("camunda_unreachable", "rabbitmq_unreachable", "rabbitmq_blocked");

  /** One of the two loops. */
  public record Loop(JsonNode json) {

    /** Whether it should run. */
    public boolean isEnabled() {
      return json.path("enabled").asBoolean();
    }

    public boolean isRunning() {
      return json.path("running").asBoolean();
    }

    public boolean isFailing() {
      return json.path("failing").asBoolean();
    }

    /** How long ago it got on. */
    public Optional<Duration> sinceProgress() {
      JsonNode seconds = json.path("last_progress_seconds_ago");
      return seconds.isNumber()
          ? Optional.of(Duration.ofSeconds(seconds.asLong()))
          : Optional.empty();
    }

    /** What failed last. */
    public Optional<String> lastError() {
      return Optional.ofNullable(json.path("last_error").path("text").asText(null));
    }
  }

  /** An error that it has met, each value as text, the task perhaps empty. */
  public record Trouble(Instant time, Optional<String> task, String kind, String text) {}

  /** {@code running}, {@code starting} or {@code stopping}. */
  public String state() {
    return json.path("state").asText();
  }

  public boolean isHealthy() {
    return json.path("healthy").asBoolean();
  }

  /** The stable names of what is wrong. */
  public List<String> problems() {
    return stream(json.path("problems")).map(p -> p.path("kind").asText()).toList();
  }

  public Loop routing() {
    return new Loop(json.path("loops").path("routing"));
  }

  public Loop responses() {
    return new Loop(json.path("loops").path("responses"));
  }

  /** Whether it takes tasks now. */
  public boolean isRouting() {
    return works(routing(), "routing_stalled");
  }

  /** Whether it applies answers now. */
  public boolean isApplyingAnswers() {
    return works(responses(), "responses_stalled");
  }

  private boolean works(Loop loop, String stalled) {
    return state().equals("running")
        && loop.isEnabled()
        && problems().stream().noneMatch(p -> p.equals(stalled) || STOPPERS.contains(p));
  }

  public Duration uptime() {
    return Duration.ofSeconds(json.path("uptime_seconds").asLong());
  }

  public Optional<Instant> started() {
    return instant(json.path("started").asText());
  }

  /** Text of a field at a JSON pointer, {@code -} if there is none. */
  public String text(String pointer) {
    return json.at(pointer).asText("-");
  }

  /** Number at a JSON pointer, 0 if there is none. */
  public long number(String pointer) {
    return json.at(pointer).asLong();
  }

  /** Fraction at a JSON pointer, empty if there is none. */
  public Optional<Double> fraction(String pointer) {
    JsonNode node = json.at(pointer);
    return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
  }

  /** Its last errors, oldest first. */
  public List<Trouble> errors() {
    return stream(json.path("errors"))
        .map(
            error ->
                new Trouble(
                    instant(error.path("time").asText()).orElse(Instant.EPOCH),
                    Optional.ofNullable(error.path("task").asText(null)),
                    error.path("kind").asText("-"),
                    error.path("text").asText("-")))
        .toList();
  }

  /** How many errors it has met lately, by its own clock. */
  public long errorsWithin(Duration period) {
    Instant now = started().map(start -> start.plus(uptime())).orElseGet(Instant::now);
    return errors().stream().filter(e -> e.time().isAfter(now.minus(period))).count();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
