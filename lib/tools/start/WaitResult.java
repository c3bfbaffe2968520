package lib.tools.start;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lib.base.text.Message;
import lib.systems.camunda.Incident;

/**
 * What came of the waiting.
 *
 * @param waited how long it took
 * @param incidents what the instance is stuck at, if it is
 * @param problem why the engine could not be asked
 */
public record WaitResult(
    Ending ending, Duration waited, List<Incident> incidents, Optional<Message> problem) {}
