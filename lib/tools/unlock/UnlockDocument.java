package lib.tools.unlock;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.camunda.TaskState;

/** The result as JSON. Its field names stay. */
public final class UnlockDocument {

  private final FoundTasks found;
  private final Texts texts;

  public UnlockDocument(FoundTasks found, Texts texts) {
    this.found = found;
    this.texts = texts;
  }

  /** The document of a run that changed nothing. */
  public Map<String, Object> unchanged(Decision why) {
    Map<String, Object> document = head(why.code());
    document.put(
        "tasks",
        Stream.concat(found.locked().stream(), found.notLocked().stream())
            .map(this::task)
            .toList());
    return document;
  }

  /**
   * The document of a run that changed something or tried to.
   *
   * @param verified whether the engine was asked again afterwards
   */
  public Map<String, Object> done(UnlockResults results, ExitCode exitCode, boolean verified) {
    Map<String, Object> document = head(status(exitCode));
    document.put("verified", verified);
    for (Outcome outcome : Outcome.values()) {
      document.put(outcome.code(), results.count(outcome));
    }
    document.put("tasks", results.all().stream().map(this::result).toList());
    return document;
  }

  private static String status(ExitCode exitCode) {
    return switch (exitCode) {
      case OK -> "done";
      case WARNING -> "partly";
      case CRITICAL, UNKNOWN -> "failed";
      case INTERRUPTED -> "interrupted";
    };
  }

  private Map<String, Object> head(String status) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", status);
    document.put("locked", found.locked().size());
    document.put("expired_left_out", found.expired());
    document.put("not_locked", found.notLocked().stream().map(TaskState::id).toList());
    document.put("not_found", found.unknown());
    document.put("not_matching", found.unfitting());
    return document;
  }

  private Map<String, Object> result(UnlockResult result) {
    Map<String, Object> row = task(result.task());
    row.put("result", result.outcome().code());
    row.put("new_retries", result.retries());
    row.put("error", result.error().map(texts::get).orElse(null));
    return row;
  }

  private Map<String, Object> task(TaskState task) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", task.id());
    row.put("topic", task.topic());
    row.put("worker_id", task.holder());
    row.put("lock_end", task.lockEnd().map(Instant::toString).orElse(null));
    row.put("state", task.conditionAt(found.at()).name().toLowerCase(Locale.ROOT));
    row.put("suspended", task.suspended());
    row.put("retries", task.retries());
    row.put("error_message", task.errorMessage());
    row.put("process_definition_key", task.place().processKey());
    row.put("process_instance_id", task.place().processInstanceId());
    row.put("activity_id", task.place().activityId());
    row.put("business_key", task.place().businessKey());
    row.put("tenant_id", task.tenantId());
    return row;
  }
}
