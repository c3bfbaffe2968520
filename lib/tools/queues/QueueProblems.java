package lib.tools.queues;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.text.Finding;
import lib.base.text.Message;
import lib.base.text.Severity;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueState.Presence;
import lib.systems.topology.AlternateExchange;
import lib.systems.topology.ObjectCheck;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopicDeviation;
import lib.systems.topology.TopologyReport;
import lib.systems.topology.Verdict;

/** Decides what of the findings is a problem, and how serious. */
final class QueueProblems {

  /** More topics than this in one sentence help nobody. */
  private static final int TOPICS_SHOWN = 3;

  private final List<Finding> problems = new ArrayList<>();
  private final Set<String> missing = new HashSet<>();

  List<Finding> list() {
    return problems;
  }

  /** Crossed thresholds, and queues that cannot be looked at; missing ones if asked for by name. */
  void queues(List<CheckedQueue> queues, Thresholds thresholds, boolean named) {
    for (CheckedQueue queue : queues) {
      QueueState state = queue.state();
      if (queue.level() != Severity.OK) {
        long crossed = thresholds.crossed(queue.level());
        Message held = Message.count("message", state.ready().orElseThrow());
        add(queue.level(), "over", state.name(), held, crossed);
      }
      if (isUnreadable(state) && (named || !isPrivate(queue))) {
        add(Severity.WARNING, "unreadable", state.name(), state.problem().orElse("-"));
      }
      if (state.presence() == Presence.MISSING && named) {
        add(Severity.WARNING, "queue_missing", state.name());
      }
    }
  }

  private static boolean isUnreadable(QueueState state) {
    return state.presence() == Presence.UNREADABLE || state.presence() == Presence.UNKNOWN;
  }

  /** Whether it is rightly one connection's own; a queue of the project never is. */
  private static boolean isPrivate(CheckedQueue queue) {
    return queue.role() == QueueRole.OTHER && queue.state().isExclusiveElsewhere();
  }

  /**
   * What is missing or differs, except queues that {@link #queues} has told about, and bindings of
   * something that is missing itself.
   */
  void topology(TopologyReport topology, boolean named) {
    for (ObjectCheck check : topology.wrong()) {
      if (check.verdict().is(Verdict.Kind.MISSING) && check.kind() != ObjectKind.BINDING) {
        missing.add(check.name());
      }
    }
    for (ObjectCheck check : topology.wrong()) {
      boolean told =
          named && check.kind() == ObjectKind.QUEUE && check.verdict().is(Verdict.Kind.MISSING);
      boolean follows =
          check.binding().stream()
              .anyMatch(b -> missing.contains(b.exchange()) || missing.contains(b.queue()));
      if (!told && !follows) {
        problems.add(new Finding(Severity.WARNING, "topology", check.sentence()));
      }
    }
  }

  /** An alternate exchange that leads nowhere. */
  void alternate(AlternateExchange alternate, Set<String> checkedExchanges) {
    if (alternate.missing() && !checkedExchanges.contains(alternate.name().orElseThrow())) {
      add(Severity.WARNING, "alternate_missing", alternate.name().get());
    }
  }

  /**
   * Topics that land elsewhere, those with the same fate in one sentence; not those that land
   * nowhere because their exchange or queue is missing.
   */
  void deviations(List<TopicDeviation> deviations, String tasksExchange) {
    Map<List<Set<String>>, List<TopicDeviation>> groups =
        deviations.stream()
            .filter(d -> !missing.contains(tasksExchange))
            .filter(d -> !d.actual().isEmpty() || !missing.containsAll(d.expected()))
            .collect(
                Collectors.groupingBy(
                    d -> List.of(d.expected(), d.actual()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    groups.values().forEach(this::deviation);
  }

  private void deviation(List<TopicDeviation> group) {
    TopicDeviation first = group.get(0);
    String expected = String.join(", ", first.expected());
    Message what = topics(group);
    if (first.actual().isEmpty()) {
      add(Severity.WARNING, "lost", what, expected);
    } else {
      add(Severity.WARNING, fate(first), what, String.join(", ", first.actual()), expected);
    }
  }

  /** Each queue more than configured does the tasks once more. */
  private static String fate(TopicDeviation deviation) {
    int queues = deviation.actual().size();
    if (queues == 1 || queues <= deviation.expected().size()) {
      return "misrouted";
    }
    return queues == 2 ? "twice" : "several_times";
  }

  private static Message topics(List<TopicDeviation> group) {
    if (group.get(0).topic().isEmpty()) {
      return Message.of("queues.unlisted_topics");
    }
    String names =
        group.stream()
            .map(TopicDeviation::topic)
            .filter(topic -> !topic.isEmpty())
            .limit(TOPICS_SHOWN)
            .collect(Collectors.joining(", "));
    return group.size() <= TOPICS_SHOWN
        ? Message.of("queues.topics", names)
        : Message.of("queues.topics_more", names, group.size() - TOPICS_SHOWN);
  }

  /** The broker accepts no messages. */
  void alarms(List<String> alarms) {
    alarms.forEach(alarm -> add(Severity.WARNING, "alarm", alarm));
  }

  private void add(Severity severity, String key, Object... args) {
    problems.add(new Finding(severity, key, Message.of("queues.problem." + key, args)));
  }
}
