package lib.tools.reader;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueStates;

/** Counts the messages of all queues; without the management API, of the project's. */
public record ListOperation(Reader reader) {

  /** Looks, changing nothing. */
  public Report run() {
    var settings = reader.context().settings();
    Topology topology = Topology.of(settings.rabbit(), settings.routing());
    List<String> names = topology.queues().stream().map(Topology.Queue::name).toList();
    ManagementAccess management = reader.session().management();
    QueueStates states = new QueueStates(reader.session().questions(), management);
    List<QueueState> project =
        states.of(names).stream().sorted(Comparator.comparing(QueueState::name)).toList();
    if (management.obstacle().isPresent()) {
      return new ListReport(project, List.of(), management.obstacle());
    }
    try {
      List<QueueState> others =
          states.all().stream().filter(queue -> !names.contains(queue.name())).toList();
      return new ListReport(project, others, Optional.empty());
    } catch (ManagementException e) {
      return new ListReport(project, List.of(), Optional.of(e));
    }
  }
}
