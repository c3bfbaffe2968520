package lib.tools.tasks;

import java.util.List;
import java.util.Optional;
import lib.systems.account.AccountedMessage;

/** Messages in JSON; the names of the fields stay. */
record MessageRow(
    String kind,
    Optional<String> taskId,
    List<String> queues,
    long messages,
    Optional<String> processInstanceState) {

  static MessageRow of(AccountedMessage found) {
    return new MessageRow(
        found.kind().code(),
        found.taskId(),
        found.queues(),
        found.count(),
        found.instance().map(state -> state.code()));
  }
}
