package lib.tools.alternate;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Set<String> ids;
  private final boolean keep;
  private int removed;

  /**
   * @param ids of the test's own messages
   * @param keep whether they stay in their queues
   */
  ProbeCollector(BrokerQuestions questions, Collection<String> ids, boolean keep) {
    this.questions = questions;
    this.ids = Set.copyOf(ids);
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
              for (String id : own(name)) {
                found.computeIfAbsent(id, i -> new ArrayList<>()).add(project);
              }
            });
    return found;
  }

  /** A queue that does not exist holds nothing. */
  private List<String> own(String queue) {
    if (questions.queue(queue).isEmpty()) {
      return List.of();
    }
    return questions.ask(channel -> own(channel, queue));
  }

  private List<String> own(Channel channel, String queue) throws IOException {
    List<String> found = new ArrayList<>();
    long lastForeign = 0;
    for (int read = 0; read < MOST; read++) {
      GetResponse message = channel.basicGet(queue, false);
      if (message == null) {
        break;
      }
      long tag = message.getEnvelope().getDeliveryTag();
      String id = String.valueOf(message.getProps().getMessageId());
      if (!ids.contains(id)) {
        lastForeign = tag;
        continue;
      }
      found.add(id);
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
