package lib.systems.page;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/** The worker's two loops in {@link StatusPage}. */
public record LoopsPage(Loop routing, Loop responses) {

  static final LoopsPage NONE = new LoopsPage(Loop.NONE, Loop.NONE);

  public LoopsPage {
    routing = requireNonNullElse(routing, Loop.NONE);
    responses = requireNonNullElse(responses, Loop.NONE);
  }

  /**
   * One of the two loops.
   *
   * @param enabled whether it should run
   * @param lastSuccess empty if there was none
   * @param lastProgressSecondsAgo empty if it never got on
   * @param lastError the last failure of all, also if it is over
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Loop(
      boolean enabled,
      boolean running,
      boolean failing,
      Optional<String> lastSuccess,
      Optional<Long> lastProgressSecondsAgo,
      Optional<LoopError> lastError) {
    static final Loop NONE =
        new Loop(false, false, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public record LoopError(String time, String text) {}
}
