package lib.tools.worker.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import lib.base.json.Json;
import lib.base.text.Reason;
import lib.systems.bpmn.ProcessModel;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Engine;
import lib.systems.camunda.LockedTask;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;

/** Collects what the messages of tasks need besides the tasks: process variables and models. */
final class TaskDetails {

  /** What follows for a task. Called by any thread; must not block. */
  interface NextStep {
    void publish(LockedTask task, ObjectNode processVariables, ProcessModel model);

    /** The engine cannot give what this task needs, and will not be able to later. */
    void fail(LockedTask task, Reason reason);

    /** The engine cannot be asked for it now. */
    void giveBackLater(LockedTask task);
  }

  private final Engine engine;
  private final ProcessModels models;
  private final EngineWatch watch;
  private final WorkerLog log;

  /** Definitions whose model could not be read, as far as that is told. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  TaskDetails(WorkerParts parts, ProcessModels models) {
    this.engine = parts.engine();
    this.watch = parts.watch();
    this.log = parts.log();
    this.models = models;
  }

  /**
   * The process variables of the tasks' instances, in one request. Tasks whose instances the engine
   * cannot read are failed and have no entry.
   *
   * @throws CamundaException if the engine cannot be asked
   */
  Map<String, ObjectNode> variablesOf(List<LockedTask> tasks, NextStep next) {
    try {
      return engine.processVariables(
          tasks.stream()
              .flatMap(task -> task.processInstanceId().stream())
              .collect(Collectors.toSet()));
    } catch (CamundaException e) {
      if (e.kind() != CamundaException.Kind.ENGINE_ERROR) {
        throw e;
      }
      if (tasks.size() == 1) {
        next.fail(tasks.get(0), e.reason());
        return Map.of();
      }
      Map<String, ObjectNode> found = new HashMap<>();
      found.putAll(variablesOf(tasks.subList(0, tasks.size() / 2), next));
      found.putAll(variablesOf(tasks.subList(tasks.size() / 2, tasks.size()), next));
      return found;
    }
  }

  /**
   * Adds the models. In the order of the batch as far as models are known; the others follow, each
   * in its order.
   */
  void complete(List<LockedTask> tasks, Map<String, ObjectNode> variables, NextStep next) {
    Map<CompletableFuture<ProcessModel>, List<LockedTask>> waiting = new LinkedHashMap<>();
    Map<String, CompletableFuture<ProcessModel>> models = new HashMap<>();
    for (LockedTask task : tasks) {
      if (task.processInstanceId().filter(id -> !variables.containsKey(id)).isPresent()) {
        continue; // Failed above.
      }
      var model = models.computeIfAbsent(definitionOf(task), this::modelOf);
      if (model.isDone() && !waiting.containsKey(model)) {
        publishWith(model, task, variables, next);
      } else {
        waiting.computeIfAbsent(model, m -> new ArrayList<>()).add(task);
      }
    }
    waiting.forEach(
        (model, late) ->
            model.whenComplete(
                (m, error) -> late.forEach(task -> publishWith(model, task, variables, next))));
  }

  private CompletableFuture<ProcessModel> modelOf(String definitionId) {
    return definitionId.isEmpty()
        ? CompletableFuture.completedFuture(ProcessModel.UNKNOWN)
        : models.of(definitionId);
  }

  private static String definitionOf(LockedTask task) {
    return task.processDefinitionId().orElse("");
  }

  /**
   * @param model done
   */
  private void publishWith(
      CompletableFuture<ProcessModel> model,
      LockedTask task,
      Map<String, ObjectNode> variables,
      NextStep next) {
    ObjectNode own =
        task.processInstanceId().map(variables::get).orElseGet(TaskDetails::emptyObject);
    model.handle(
        (known, error) -> {
          try {
            if (error == null) {
              next.publish(task, own, known);
            } else {
              withoutModel(task, own, unwrapped(error), next);
            }
          } catch (RuntimeException e) {
            log.bug(e);
            next.giveBackLater(task);
          }
          return null;
        });
  }

  /** The model only adds to the message: without it the rest is complete. */
  private void withoutModel(LockedTask task, ObjectNode variables, Throwable error, NextStep next) {
    String id = definitionOf(task);
    if (error instanceof CamundaException e && !isRefusal(e)) {
      watch.failed(e, task.id(), "routing.model_unavailable", id, e.userMessage());
      next.giveBackLater(task);
      return;
    }
    if (told.add(id)) {
      log.warn("routing.model_refused", id, why(error));
    }
    next.publish(task, variables, ProcessModel.UNKNOWN);
  }

  private static Object why(Throwable error) {
    return error instanceof CamundaException e
        ? e.userMessage()
        : Reason.of("routing.why.broken_model", Reason.said(String.valueOf(error.getMessage())));
  }

  private static boolean isRefusal(CamundaException e) {
    return switch (e.kind()) {
      case FORBIDDEN, NOT_FOUND, ENGINE_ERROR, REJECTED, DATABASE_ERROR -> true;
      default -> false;
    };
  }

  private static ObjectNode emptyObject() {
    return Json.MAPPER.createObjectNode();
  }

  private static Throwable unwrapped(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? unwrapped(error.getCause())
        : error;
  }
}
