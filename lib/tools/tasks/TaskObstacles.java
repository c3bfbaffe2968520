package lib.tools.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lib.base.text.Message;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.account.AccountQueue;
import lib.systems.account.AccountReport;
import lib.systems.account.QueueLook;

/** What stands in the way of the whole account, as sentences. Prints nothing. */
record TaskObstacles(AccountReport account, Scope scope) {

  /**
   * Where was looked, and for what.
   *
   * @param virtualHost where the queues were looked for
   * @param unknownTopics asked for, but neither the settings nor the engine have them
   */
  record Scope(String virtualHost, List<String> unknownTopics) {}

  /** One of them. */
  record Obstacle(Severity severity, Message text) {}

  /** The worst first. */
  List<Obstacle> all() {
    List<Obstacle> found = new ArrayList<>();
    account.engineProblem().ifPresent(problem -> failure(found, problem.userMessage()));
    account.brokerProblem().ifPresent(problem -> failure(found, problem.userMessage()));
    missing(found, "tasks.missing", queue -> !queue.isGiven());
    missing(found, "tasks.missing.given", AccountQueue::isGiven);
    if (!scope.unknownTopics().isEmpty()) {
      warning(found, "tasks.unknown_topics", String.join(", ", scope.unknownTopics()));
    }
    account
        .managementProblem()
        .filter(problem -> account.brokerProblem().isEmpty())
        .ifPresent(problem -> warning(found, "tasks.no_management", problem.userMessage()));
    if (account.unreadable() > 0) {
      warning(found, "tasks.unreadable", Texts.number(account.unreadable()));
    }
    if (!account.allSeen() && account.engineProblem().isEmpty() && !account.stopped()) {
      warning(found, "tasks.hidden");
    }
    if (account.stopped()) {
      warning(found, "tasks.stopped");
    }
    return found;
  }

  private void missing(List<Obstacle> found, String key, Predicate<AccountQueue> which) {
    String names =
        account.queues().stream()
            .filter(look -> look.absence().isPresent())
            .map(QueueLook::queue)
            .filter(which)
            .map(AccountQueue::name)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      warning(found, key, scope.virtualHost(), names);
    }
  }

  private static void failure(List<Obstacle> found, Message text) {
    found.add(new Obstacle(Severity.CRITICAL, text));
  }

  private static void warning(List<Obstacle> found, String key, Object... values) {
    found.add(new Obstacle(Severity.WARNING, Message.of(key, values)));
  }
}
