package lib.tools.alternate;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.GetResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;
import lib.systems.topology.Route;
import lib.systems.topology.Routes;
import lib.systems.topology.TopologyReport;

/** The real queues that test messages can reach, and whether they may be sent there. */
record RealQueues(
    BrokerQuestions questions, TopologyReport report, ProbePlan plan, String tasksExchange) {

  /**
   * The real exchange, the queues of the plan and every other one that can be reached. Where that
   * cannot be seen, also the errors queue, in which a wrong binding would show, unless it is used:
   * then nobody's messages are touched for a mere suspicion.
   */
  ProbeTopology stage() {
    Set<String> queues = new LinkedHashSet<>(plan.queues());
    boolean seen = report.broker().map(Routes::of).filter(r -> addReached(r, queues)).isPresent();
    if (!seen && use(Topology.ERRORS_QUEUE).filter(QueueUse::isUsed).isEmpty()) {
      queues.add(Topology.ERRORS_QUEUE);
    }
    return ProbeTopology.real(tasksExchange, queues);
  }

  /** Returns whether these are all; an exchange of an unknown type may lead anywhere. */
  private boolean addReached(Routes routes, Set<String> queues) {
    boolean all = true;
    for (ProbeTopic topic : plan.all()) {
      Route route = routes.follow(tasksExchange, topic.routingKey());
      queues.addAll(route.queues());
      all &= route.undecided().isEmpty();
    }
    return all;
  }

  /** What is in those that exist. */
  List<QueueUse> use() {
    return stage().queues().keySet().stream().map(this::use).flatMap(Optional::stream).toList();
  }

  private Optional<QueueUse> use(String queue) {
    return questions
        .queue(queue)
        .map((DeclareOk is) -> new QueueUse(queue, is.getMessageCount(), is.getConsumerCount()));
  }

  /**
   * Makes sure that nobody works with them and that they can be read.
   *
   * @param force whether to go on although somebody does
   * @throws ProbeRefusedException if somebody does
   * @throws lib.systems.rabbitmq.BrokerException if one cannot be read
   */
  void requireUsable(List<QueueUse> queues, boolean force) {
    List<QueueUse> used = queues.stream().filter(QueueUse::isUsed).toList();
    if (!force && !used.isEmpty()) {
      throw ProbeRefusedException.queuesInUse(used);
    }
    queues.forEach(use -> requireReadable(use.queue()));
  }

  /** Before anything is sent: what cannot be read cannot be taken out again. */
  private void requireReadable(String queue) {
    try {
      questions.ask(
          channel -> {
            GetResponse first = channel.basicGet(queue, false);
            if (first != null) {
              channel.basicReject(first.getEnvelope().getDeliveryTag(), true);
            }
            return channel.messageCount(queue); // a round trip
          });
    } catch (BrokerException e) {
      if (e.reason().contains("not supported by stream queues")) {
        throw ProbeRefusedException.stream(queue);
      }
      throw e;
    }
  }
}
