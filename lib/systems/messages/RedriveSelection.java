package lib.systems.messages;

import java.util.Set;

/**
 * Which messages are redriven. What is empty does not select.
 *
 * @param errorTypes as they stand in the messages, in lower case
 * @param limit how many at most
 */
public record RedriveSelection(
    Set<String> errorTypes, Set<String> taskIds, MessageFilter text, long limit) {

  boolean contains(QueueMessage message, ErrorMessage error) {
    String type = error.errorType().toLowerCase(java.util.Locale.ROOT);
    return (errorTypes.isEmpty() || errorTypes.contains(type))
        && (taskIds.isEmpty() || taskIds.contains(error.taskId()))
        && text.matches(message);
  }
}
