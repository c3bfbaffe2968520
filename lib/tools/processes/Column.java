package lib.tools.processes;

import java.util.List;

/**
 * A line of a row on the screen.
 *
 * @param code of its label, under {@code processes.field.}
 * @param field of the engine's object
 * @param kind how its value is written
 */
record Column(String code, String field, Kind kind) {

  /** How a value is written. */
  enum Kind {
    TEXT,
    /** Only there if there is a value. */
    OPTIONAL_TEXT,
    NUMBER,
    YES_NO,
    TIME,
    /** Only there if there is a value. */
    OPTIONAL_TIME,
    /** How long ago a time is. */
    AGE,
    /** Milliseconds. */
    DURATION,
    /** The same in its largest unit, if there is one. */
    BRIEF_DURATION,
    /** The engine's name of a state, put into words. */
    INSTANCE_STATE,
    /** The same in a word or two. */
    BRIEF_STATE,
    /** Whether it is suspended, as a state. */
    ACTIVITY,
    /** Not a field but what follows from several. */
    TASK_STATE,
    /** The same in a word or two. */
    CONDITION,
    /** What an incident was passed up from; only there if it was. */
    ROOT_CAUSE,
    /** The same, perhaps to be looked up. */
    DEFINITION_KEY
  }

  private static Column text(String code, String field) {
    return new Column(code, field, Kind.TEXT);
  }

  private static Column of(String code, String field, Kind kind) {
    return new Column(code, field, kind);
  }

  private static final Column KEY_OF_PROCESS =
      of("process_definition_key", "", Kind.DEFINITION_KEY);
  private static final Column SUSPENDED = of("suspended", "suspended", Kind.YES_NO);
  private static final Column TENANT = text("tenant_id", "tenantId");
  private static final Column TENANT_IF_ANY = of("tenant_id", "tenantId", Kind.OPTIONAL_TEXT);
  private static final Column INSTANCE = text("process_instance_id", "processInstanceId");
  private static final Column DEFINITION = text("process_definition_id", "processDefinitionId");
  private static final Column BUSINESS_KEY = text("business_key", "businessKey");
  private static final Column CASE_INSTANCE = text("case_instance_id", "caseInstanceId");
  private static final Column ACTIVITY = text("activity_id", "activityId");
  private static final Column EXECUTION = text("execution_id", "executionId");
  private static final Column PRIORITY = of("priority", "priority", Kind.NUMBER);

  // What the first version of the tools showed, in its order; then what came in addition.

  private static final List<Column> DEFINITIONS =
      List.of(
          text("id", "id"),
          text("key", "key"),
          of("version", "version", Kind.NUMBER),
          text("category", "category"),
          SUSPENDED,
          text("deployment_id", "deploymentId"),
          of("version_tag", "versionTag", Kind.OPTIONAL_TEXT),
          TENANT_IF_ANY);

  private static final List<Column> INSTANCES =
      List.of(
          text("process_definition_id", "definitionId"),
          KEY_OF_PROCESS,
          BUSINESS_KEY,
          CASE_INSTANCE,
          SUSPENDED,
          TENANT);

  private static final List<Column> HISTORY =
      List.of(
          DEFINITION,
          KEY_OF_PROCESS,
          BUSINESS_KEY,
          of("state", "state", Kind.INSTANCE_STATE),
          of("start_time", "startTime", Kind.TIME),
          of("end_time", "endTime", Kind.TIME),
          of("duration", "durationInMillis", Kind.DURATION),
          of("delete_reason", "deleteReason", Kind.OPTIONAL_TEXT),
          CASE_INSTANCE,
          TENANT);

  private static final List<Column> EXTERNAL_TASKS =
      List.of(
          text("topic_name", "topicName"),
          text("worker_id", "workerId"),
          INSTANCE,
          DEFINITION,
          KEY_OF_PROCESS,
          ACTIVITY,
          text("activity_instance_id", "activityInstanceId"),
          EXECUTION,
          of("retries", "retries", Kind.NUMBER),
          SUSPENDED,
          PRIORITY,
          BUSINESS_KEY,
          TENANT,
          of("lock_expiration", "lockExpirationTime", Kind.OPTIONAL_TIME),
          of("task_state", "", Kind.TASK_STATE),
          of("error", "errorMessage", Kind.OPTIONAL_TEXT));

  private static final List<Column> USER_TASKS =
      List.of(
          text("name", "name"),
          text("description", "description"),
          text("assignee", "assignee"),
          text("owner", "owner"),
          INSTANCE,
          KEY_OF_PROCESS,
          text("task_definition_key", "taskDefinitionKey"),
          EXECUTION,
          of("created", "created", Kind.TIME),
          of("due_date", "due", Kind.TIME),
          PRIORITY,
          SUSPENDED,
          TENANT_IF_ANY);

  private static final List<Column> INCIDENTS =
      List.of(
          text("incident_type", "incidentType"),
          text("incident_message", "incidentMessage"),
          of("incident_time", "incidentTimestamp", Kind.TIME),
          INSTANCE,
          DEFINITION,
          KEY_OF_PROCESS,
          ACTIVITY,
          of("failed_activity_id", "failedActivityId", Kind.OPTIONAL_TEXT),
          EXECUTION,
          text("configuration", "configuration"),
          text("root_cause_incident_id", "rootCauseIncidentId"),
          of("root_cause", "", Kind.ROOT_CAUSE),
          TENANT_IF_ANY);

  /** The field that stands behind the row's number. */
  static String title(EngineList list) {
    return list == EngineList.DEFINITIONS ? "name" : "id";
  }

  /** The lines of a list's rows, in their order. */
  static List<Column> of(EngineList list) {
    return list.choose(DEFINITIONS, INSTANCES, HISTORY, EXTERNAL_TASKS, USER_TASKS, INCIDENTS);
  }
}
