package lib.systems.page;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of {@code GET /recent}: the last 15 minutes of a worker, oldest moment first.
 *
 * @param periodSeconds between two moments
 * @param lastMinute tasks sent a second, by system
 */
@JsonNaming(SnakeCaseStrategy.class)
public record HistoryPage(
    long periodSeconds, Map<String, Double> lastMinute, List<Moment> moments) {

  /**
   * @param time milliseconds since 1970
   * @param tasks sent since the worker's start
   * @param answers settled since the worker's start
   * @param taskRoutingP95 seconds, over the five minutes before; empty if there was nothing to
   *     measure
   * @param answerHandlingP95 the same of answers
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Moment(
      long time,
      long tasks,
      long answers,
      Optional<Double> taskRoutingP95,
      Optional<Double> answerHandlingP95) {}
}
