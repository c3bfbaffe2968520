package lib.tools.alternate;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;

/**
 * Finds the test's own messages in the queues and takes them out. Messages of others go back in one
 * step, in their order; of many it reads only so far.
 */
final class ProbeCollector {

  /** The broker holds all that is read until it goes back. */
  private static final int MOST = 20_000;

  private final BrokerQuestions questions;
  private final Predicate<BasicProperties> own;
  private final boolean keep;
  private int removed;

  /**
   * @param own which messages are the test's own
   * @param keep whether they stay in their queues
   */
  ProbeCollector(BrokerQuestions questions, Predicate<BasicProperties> own, boolean keep) {
    this.questions = questions;
    this.own = own;
    this.keep = keep;
  }

  /** How many messages have been taken out. */
  int removed() {
    return removed;
  }

  /**
   * The queues in which each message is, under the project's names.
   *
   * @throws BrokerException if a queue cannot be read
   */
  Map<String, List<String>> collect(ProbeTopology stage) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    stage
        .queues()
        .forEach(
            (project, name) -> {
              for (String id : in(name)) {
                found.computeIfAbsent(id, i -> new ArrayList<>()).add(project);
              }
            });
    return found;
  }

  /** The ids of the own messages in a queue; one that does not exist holds nothing. */
  List<String> in(String queue) {
    if (questions.queue(queue).isEmpty()) {
      return List.of();
    }
    return questions.ask(channel -> in(channel, queue));
  }

  private List<String> in(Channel channel, String queue) throws IOException {
    List<String> found = new ArrayList<>();
    long lastForeign = 0;
    for (int read = 0; read < MOST; read++) {
      GetResponse message = channel.basicGet(queue, false);
      if (message == null) {
        break;
      }
      long tag = message.getEnvelope().getDeliveryTag();
      if (!own.test(message.getProps())) {
        lastForeign = tag;
        continue;
      }
      found.add(message.getProps().getMessageId());
      if (keep) {
        lastForeign = tag;
      } else {
        channel.basicAck(tag, false);
        removed++;
      }
    }
    giveBack(channel, queue, lastForeign);
    return found;
  }

  private static void giveBack(Channel channel, String queue, long lastTag) throws IOException {
    if (lastTag > 0) {
      channel.basicNack(lastTag, true, true);
    }
    channel.messageCount(queue); // a round trip: what was sent before it has been done
  }
}
