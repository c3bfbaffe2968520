package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything about one instance. Its JSON is itself.
 *
 * @param definition name and version of its process
 * @param activities where it stands; of one that has ended, where it ended
 * @param messagesProblem why nobody knows what became of its messages
 * @param next commands to try
 */
record InstanceReport(
    Instance instance,
    Optional<Definition> definition,
    List<Activity> activities,
    List<Variable> variables,
    List<Task> externalTasks,
    List<Trouble> incidents,
    List<Instance> called,
    Optional<String> messagesProblem,
    List<String> next) {

  record Definition(String name, int version) {}

  /**
   * @param since when it was reached, or, of an instance that has ended, when it ended
   */
  record Activity(String id, Optional<String> name, String type, Optional<String> since) {}

  /**
   * @param local whether it belongs to a part of the instance
   */
  record Variable(String name, String type, JsonNode value, boolean local) {

    private static final Set<String> NEVER_IN_LISTS = Set.of("Bytes", "File");

    /** Whether the engine has kept the value back: its lists have no contents of such types. */
    boolean isNotLoaded() {
      return value.isNull() && NEVER_IN_LISTS.contains(type);
    }
  }

  /**
   * @param state as {@code TaskCondition} has it, in small letters
   * @param messages what the account says of it
   */
  record Task(
      String id,
      String topic,
      Optional<String> activityId,
      String state,
      Optional<String> workerId,
      Optional<String> lockEnd,
      Optional<Integer> retries,
      Optional<String> created,
      Optional<String> errorMessage,
      Optional<String> errorDetails,
      Optional<Place> messages) {}

  /**
   * Where a task is.
   *
   * @param where its class in the account
   */
  record Place(
      String where,
      String todo,
      String system,
      List<String> queues,
      Optional<String> since,
      Optional<String> errorType) {}

  /**
   * An incident as it was where it came up first.
   *
   * @param jobId the job that failed, if it was one
   */
  record Trouble(
      String type,
      Optional<String> message,
      Optional<String> activityId,
      String processInstanceId,
      Optional<String> jobId) {}

  /** The same with what the account found. */
  InstanceReport with(List<Task> tasks, Optional<String> problem) {
    return new InstanceReport(
        instance, definition, activities, variables, tasks, incidents, called, problem, next);
  }

  /** The same with commands to try. */
  InstanceReport with(List<String> commands) {
    return new InstanceReport(
        instance,
        definition,
        activities,
        variables,
        externalTasks,
        incidents,
        called,
        messagesProblem,
        commands);
  }
}
