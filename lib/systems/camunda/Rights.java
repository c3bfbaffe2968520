package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import lib.base.text.Reason;

/**
 * What the user may read. With authorization on, the engine leaves out of its lists what the user
 * may not read, without a word: so an empty list means that there is nothing only if everything may
 * be read. Changes nothing.
 *
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/reference/rest/authorization/get-check/">Camunda
 *     REST API, Perform an Authorization Check</a>
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/authorization-service/">
 *     Camunda, Authorization Service</a>
 */
public final class Rights {

  /** A permission on resources of a type; any one of a list's is enough. */
  private record Grant(String permission, Resource resource) {}

  /** Types of resources, with their numbers in the engine. */
  private enum Resource {
    PROCESS_DEFINITION(6),
    TASK(7),
    PROCESS_INSTANCE(8);

    private final int number;

    Resource(int number) {
      this.number = number;
    }
  }

  private static final Grant[] OF_INSTANCES = {
    new Grant("READ_INSTANCE", Resource.PROCESS_DEFINITION),
    new Grant("READ", Resource.PROCESS_INSTANCE)
  };

  private static final Grant[] TO_CHANGE_INSTANCES = {
    new Grant("UPDATE_INSTANCE", Resource.PROCESS_DEFINITION),
    new Grant("UPDATE", Resource.PROCESS_INSTANCE)
  };

  /** The lists of the engine, and what one must be allowed to see all of them. */
  public enum Things {
    DEFINITIONS("/process-definition", "id", new Grant("READ", Resource.PROCESS_DEFINITION)),
    INSTANCES("/process-instance", "instanceId", OF_INSTANCES),
    /** Running instances, too, where history is written. */
    HISTORY(
        "/history/process-instance",
        "instanceId",
        new Grant("READ_HISTORY", Resource.PROCESS_DEFINITION)),
    EXTERNAL_TASKS("/external-task", "id", OF_INSTANCES),
    /** What a worker is given must be seen as well. */
    TASKS_TO_LOCK("/external-task", "id", TO_CHANGE_INSTANCES),
    USER_TASKS(
        "/task",
        "id",
        new Grant("READ_TASK", Resource.PROCESS_DEFINITION),
        new Grant("READ", Resource.TASK)),
    INCIDENTS("/incident", "incidentId", OF_INSTANCES);

    private final String path;
    private final String sortField;
    private final List<Grant> grants;

    Things(String path, String sortField, Grant... grants) {
      this.path = path;
      this.sortField = sortField;
      this.grants = List.of(grants);
    }

    /** Where the list is below the REST root. */
    public String path() {
      return path;
    }

    /** A field without duplicates to sort by, so that pages do not overlap. */
    public String sortField() {
      return sortField;
    }
  }

  /** How much of its lists the engine shows. */
  public enum Sight {
    /** Nothing is left out. */
    ALL,
    /** Something may be left out: the user may not read everything. */
    PART,
    /** The engine does not say. */
    UNKNOWN
  }

  private final RestClient rest;

  public Rights(RestClient rest) {
    this.rest = rest;
  }

  /**
   * How much this user sees of all there is.
   *
   * @throws CamundaException if the engine is out of reach
   */
  public Sight of(Things things) {
    return sight(things, Optional.empty());
  }

  /**
   * How much this user sees of what belongs to one process.
   *
   * @throws CamundaException if the engine is out of reach
   */
  public Sight of(Things things, String processKey) {
    return sight(things, Optional.of(processKey));
  }

  private Sight sight(Things things, Optional<String> processKey) {
    try {
      for (Grant grant : things.grants) {
        if (isGranted(grant, processKey)) {
          return Sight.ALL;
        }
      }
      return Sight.PART;
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.UNAUTHORIZED) {
        return Sight.ALL; // It asks whoever has a name; nobody's lists are whole.
      }
      if (e.kind().isOutage() || e.kind() == CamundaException.Kind.INTERRUPTED) {
        throw e;
      }
      return Sight.UNKNOWN;
    }
  }

  /** True for everybody where authorization is off. */
  private boolean isGranted(Grant grant, Optional<String> processKey) {
    String id =
        processKey
            .filter(key -> grant.resource() == Resource.PROCESS_DEFINITION)
            .map(key -> "&resourceId=" + RestClient.encode(key))
            .orElse("");
    String path =
        "/authorization/check?permissionName="
            + grant.permission()
            + "&resourceName="
            + grant.resource()
            + "&resourceType="
            + grant.resource().number
            + id;
    JsonNode answer = rest.get(path);
    if (!answer.path("authorized").isBoolean()) {
      throw rest.unexpected("GET", path, answer, Reason.of("camunda.why.no_authorization_check"));
    }
    return answer.path("authorized").asBoolean();
  }
}
