package lib.systems.account;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.config.Settings;
import lib.systems.messages.BrokerSession;
import lib.systems.messages.Stop;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueStates;
import lib.systems.topology.BrokerTopology;

/** The queues' part of the account: their messages, and what their counts prove. */
final class QueueAccount {

  /** What is in consumers' hands the broker counts every five seconds, unless set otherwise. */
  private static final Duration COUNTS_ARE_OLD = Duration.ofSeconds(6);

  private final Settings settings;
  private final AccountOptions options;
  private final AccountListener listener;
  private final Stop stop;
  private final MessageIndex messages = new MessageIndex();
  private Evidence evidence = new Evidence(Map.of(), Optional.empty());
  private Optional<BrokerException> problem = Optional.empty();
  private Optional<ManagementException> managementProblem = Optional.empty();

  QueueAccount(Settings settings, AccountOptions options, AccountListener listener, Stop stop) {
    this.settings = settings;
    this.options = options;
    this.listener = listener;
    this.stop = stop;
  }

  MessageIndex messages() {
    return messages;
  }

  Evidence evidence() {
    return evidence;
  }

  Optional<BrokerException> problem() {
    return problem;
  }

  Optional<ManagementException> managementProblem() {
    return managementProblem;
  }

  /**
   * Reads the queues, a second time if a task was found nowhere.
   *
   * @param first the tasks as they were just before
   */
  void take(FirstLook first) throws InterruptedException {
    try (BrokerSession session = new BrokerSession("account", settings.rabbit())) {
      ManagementAccess management = session.management();
      managementProblem = management.obstacle();
      List<AccountQueue> queues =
          QueueList.of(settings, topology(management), options.moreQueues());
      QueueSearch search = search(session, queues);
      Map<AccountQueue, QueueLook> looks = search.read(settled(search, management), messages);
      evidence = new Evidence(looks, Optional.empty());
      if (first.anySearchedFor(this::isMissed)) {
        pause();
        lookElsewhere(session, management, looks, first);
        lookAgain(search, search.states(management), looks);
      }
    } catch (BrokerException e) {
      problem = Optional.of(e);
      evidence = evidence.without(e.userMessage());
    }
  }

  private QueueSearch search(BrokerSession session, List<AccountQueue> queues) {
    return new QueueSearch(session, queues, options.alsoConsumed(), stop, listener::step);
  }

  /**
   * Somebody may have put messages aside, into a queue that is none of ours and that nobody reads.
   * Only tasks that would be lost otherwise are looked for there.
   */
  private void lookElsewhere(
      BrokerSession session,
      ManagementAccess management,
      Map<AccountQueue, QueueLook> looks,
      FirstLook first)
      throws InterruptedException {
    Set<String> known = looks.keySet().stream().map(AccountQueue::name).collect(Collectors.toSet());
    List<AccountQueue> others;
    try {
      others =
          new QueueStates(session.questions(), management)
              .all().stream()
                  .filter(state -> !known.contains(state.name()))
                  .filter(state -> state.ready().orElse(0) > 0)
                  .filter(state -> state.consumers().orElse(0) == 0)
                  .map(state -> AccountQueue.of(state.name(), AccountQueue.Role.OTHER))
                  .toList();
    } catch (ManagementException e) {
      managementProblem = Optional.of(e);
      return;
    }
    MessageIndex found = new MessageIndex();
    QueueSearch search = search(session, others);
    Map<AccountQueue, QueueLook> elsewhere = search.read(search.states(management), found);
    messages.merge(found, first::contains);
    looks.putAll(elsewhere);
  }

  /** Losing the management API half-way costs its detail only. */
  private Optional<BrokerTopology> topology(ManagementAccess management) {
    try {
      return management.api().map(BrokerTopology::read);
    } catch (ManagementException e) {
      managementProblem = Optional.of(e);
      return Optional.empty();
    }
  }

  private boolean isMissed(String task, String system) {
    return messages.of(task).isNowhere() && evidence.holder(system) == Evidence.Holder.NOBODY;
  }

  private void lookAgain(
      QueueSearch search, Map<AccountQueue, QueueState> states, Map<AccountQueue, QueueLook> before)
      throws InterruptedException {
    MessageIndex again = new MessageIndex();
    Map<AccountQueue, QueueLook> looks = search.read(states, again);
    messages.merge(again);
    looks.forEach((queue, look) -> before.merge(queue, look, QueueLook::and));
    evidence = new Evidence(before, Optional.empty());
  }

  /**
   * The count of what is held without a consumer may be of somebody who has given it back since;
   * that of a new queue is not there yet.
   */
  private Map<AccountQueue, QueueState> settled(QueueSearch search, ManagementAccess management)
      throws InterruptedException {
    Map<AccountQueue, QueueState> states = search.states(management);
    boolean counted = management.api().isPresent() && managementProblem.isEmpty();
    if (!counted || states.values().stream().noneMatch(QueueAccount::isUnsettled)) {
      return states;
    }
    pause();
    return search.states(management);
  }

  private static boolean isUnsettled(QueueState state) {
    boolean held = state.unacked().orElse(0) > 0 && state.consumers().orElse(1) == 0;
    boolean uncounted =
        state.presence() == QueueState.Presence.PRESENT && state.unacked().isEmpty();
    return held || uncounted;
  }

  private void pause() throws InterruptedException {
    long end = System.nanoTime() + COUNTS_ARE_OLD.toNanos();
    while (System.nanoTime() < end && !stop.isRequested()) {
      Thread.sleep(100);
    }
  }
}
