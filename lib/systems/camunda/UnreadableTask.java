package lib.systems.camunda;

import java.util.Optional;

/**
 * A row of the list of external tasks from which no task can be made. The rows beside it are as
 * good as ever.
 *
 * @param id if the row has one
 * @param why what is wrong with it
 */
public record UnreadableTask(Optional<String> id, CamundaException why) {}
