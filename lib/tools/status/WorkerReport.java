package lib.tools.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.page.LoopsPage;
import lib.systems.page.StatusPage;

/**
 * What a worker says of itself on its status page.
 *
 * @param json the whole document, also what this version does not know of it
 * @param page the same as far as it is known
 */
public record WorkerReport(JsonNode json, StatusPage page) {

  /** With one of these nothing gets through, whatever the loops do. */
  static final Set<String> STOPPERS =
      Set.of("camunda_unreachable", "rabbitmq_unreachable", "rabbitmq_blocked");

  private static final Set<String> STATES = Set.of("starting", "running", "stopping");

  /** An error that it has met; the beginning of time if it does not tell when. */
  public record Trouble(Instant time, Optional<String> task, String kind, String text) {

    private static Trouble of(StatusPage.Error error) {
      return new Trouble(
          instant(error.time()).orElse(Instant.EPOCH), error.task(), error.kind(), error.text());
    }
  }

  /**
   * Reads a status page.
   *
   * @throws JsonProcessingException if it is none
   */
  public static WorkerReport of(JsonNode json) throws JsonProcessingException {
    return new WorkerReport(json, StatusPage.of(json));
  }

  /** What in it cannot be true: nobody should rely on the rest. */
  Optional<Message> contradiction() {
    String problems = Texts.plain(String.join(", ", problems()));
    if (!STATES.contains(page.state())) {
      return Optional.of(Message.of("status.contradiction.state", Texts.plain(page.state())));
    } else if (page.healthy() && !problems().isEmpty()) {
      return Optional.of(Message.of("status.contradiction.healthy", problems));
    } else if (!page.healthy() && problems().isEmpty()) {
      return Optional.of(Message.of("status.contradiction.ill"));
    }
    return numbers().anyMatch(number -> number < 0)
        ? Optional.of(Message.of("status.contradiction.negative"))
        : Optional.empty();
  }

  private LongStream numbers() {
    StatusPage.InFlight inFlight = page.inFlight();
    return LongStream.concat(
        LongStream.of(
            page.uptimeSeconds(),
            page.unconfirmedMessages(),
            inFlight.tasks(),
            inFlight.awaitingHandOver(),
            inFlight.answers()),
        page.counters().values().stream()
            .flatMap(counters -> counters.values().stream())
            .mapToLong(Long::longValue));
  }

  /** Whether it is neither starting nor stopping. */
  public boolean isRunning() {
    return page.state().equals("running");
  }

  /** Whether it has not yet all that it needs. */
  boolean isStarting() {
    return page.state().equals("starting");
  }

  /** The stable names of what is wrong. */
  public List<String> problems() {
    return page.problems().stream().map(StatusPage.Problem::kind).toList();
  }

  public LoopsPage.Loop routing() {
    return page.loops().routing();
  }

  public LoopsPage.Loop responses() {
    return page.loops().responses();
  }

  /** Whether it takes tasks now. */
  public boolean isRouting() {
    return works(routing(), "routing_stalled");
  }

  /** Whether it applies answers now. */
  public boolean isApplyingAnswers() {
    return works(responses(), "responses_stalled");
  }

  private boolean works(LoopsPage.Loop loop, String stalled) {
    return isRunning()
        && loop.enabled()
        && problems().stream().noneMatch(p -> p.equals(stalled) || STOPPERS.contains(p));
  }

  public Duration uptime() {
    return Duration.ofSeconds(page.uptimeSeconds());
  }

  public Optional<Instant> started() {
    return instant(page.started());
  }

  /** Its last errors, oldest first. */
  public List<Trouble> errors() {
    return page.errors().stream().map(Trouble::of).toList();
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
}
