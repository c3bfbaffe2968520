package lib.worker;

//SOURCES ../camunda/ExternalTasks.java
//SOURCES ../config/RoutingTable.java
//SOURCES ../config/TopicSelection.java

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lib.camunda.ExternalTasks;
import lib.config.RoutingTable;
import lib.config.TopicSelection;

/** Which topics to fetch. */
final class TopicSource {

  private final TopicSelection selection;
  private final RoutingTable routing;
  private final ExternalTasks tasks;

  TopicSource(TopicSelection selection, RoutingTable routing, ExternalTasks tasks) {
    this.selection = selection;
    this.routing = routing;
    this.tasks = tasks;
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
      topics.addAll(tasks.topicsWithWork());
    }
    return new ArrayList<>(topics);
  }
}
