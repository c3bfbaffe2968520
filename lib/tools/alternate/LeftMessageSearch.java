package lib.tools.alternate;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.topology.BrokerTopology;
import lib.systems.topology.Routes;

/**
 * Looks for what a killed test has left. Its messages expire, but where a queue has a dead letter
 * exchange the broker moves them on, and takes their expiration off them: there they would stay for
 * good.
 *
 * @see <a href="https://www.rabbitmq.com/docs/dlx#effects">RabbitMQ, what dead-lettering does to a
 *     message</a>
 */
record LeftMessageSearch(BrokerQuestions questions, BrokerTopology broker, ProbePlan plan) {

  /**
   * Looks into the dead letter queues behind these queues. A look at a quorum queue is counted, so
   * only classic ones are looked into; messages of others go back as they were.
   *
   * @param remove whether to take out what is found
   * @throws lib.systems.rabbitmq.BrokerException if a queue cannot be read
   */
  List<LeftMessages> in(Collection<String> queues, boolean remove) {
    List<LeftMessages> found = new ArrayList<>();
    for (String queue : deadLetterQueues(queues)) {
      if (broker.queue(queue).filter(LeftMessageSearch::isLookedInto).isPresent()) {
        var collector = new ProbeCollector(questions, LeftMessageSearch::isLeft, !remove);
        int number = collector.in(queue).size();
        if (number > 0) {
          found.add(new LeftMessages(queue, number, remove));
        }
      }
    }
    return found;
  }

  private static boolean isLookedInto(QueueInfo queue) {
    return queue.type().equals("classic") && !queue.exclusive();
  }

  private static boolean isLeft(BasicProperties properties) {
    return ProbeSender.isTestMessage(properties)
        && properties.getHeaders() != null
        && properties.getHeaders().containsKey("x-death");
  }

  private Set<String> deadLetterQueues(Collection<String> queues) {
    Routes routes = Routes.of(broker);
    Set<String> found = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(queues);
    while (!next.isEmpty()) {
      broker
          .queue(next.remove())
          .map(queue -> deadLetterQueues(queue, routes))
          .orElseGet(Stream::empty)
          .filter(found::add)
          .forEach(next::add);
    }
    return found;
  }

  private Stream<String> deadLetterQueues(QueueInfo queue, Routes routes) {
    Optional<String> exchange = queue.setting("dead-letter-exchange");
    return exchange.stream()
        .flatMap(name -> keys(queue).flatMap(key -> routes.follow(name, key).queues().stream()));
  }

  /** Without a key of the queue a message keeps its own. */
  private Stream<String> keys(QueueInfo queue) {
    return queue
        .setting("dead-letter-routing-key")
        .map(Stream::of)
        .orElseGet(() -> plan.all().stream().map(ProbeTopic::routingKey));
  }
}
