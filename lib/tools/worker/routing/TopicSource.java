package lib.tools.worker.routing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lib.base.config.RoutingTable;
import lib.base.config.TopicSelection;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.TaskLists;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;

/** Which topics to fetch. */
final class TopicSource {

  private final TopicSelection selection;
  private final RoutingTable routing;
  private final TaskLists tasks;
  private final WorkerLog log;
  private boolean refusalTold;

  TopicSource(WorkerParts parts) {
    this.selection = parts.settings().worker().topics();
    this.routing = parts.settings().routing();
    this.tasks = parts.tasks().lists();
    this.log = parts.log();
  }

  /**
   * The topics of the next fetch. With {@code all} the engine is asked, because a new process may
   * bring a new topic at any time.
   */
  List<String> next() {
    if (selection instanceof TopicSelection.Listed listed) {
      return listed.topics();
    }
    Set<String> topics = new LinkedHashSet<>(routing.mappedTopics());
    if (selection instanceof TopicSelection.All) {
      topics.addAll(found());
    }
    return new ArrayList<>(topics);
  }

  /** If the engine refuses to list its topics, the mapped ones are still routed. */
  private Set<String> found() {
    try {
      return tasks.topicsWithWork();
    } catch (CamundaException e) {
      if (e.kind().isOutage()) {
        throw e;
      }
      if (!refusalTold) {
        refusalTold = true;
        log.warn("routing.topics_refused", e.userMessage());
      }
      return Set.of();
    }
  }
}
