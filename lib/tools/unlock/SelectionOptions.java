package lib.tools.unlock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.cli.UsageException;
import lib.base.text.Message;
import lib.systems.account.AccountOptions;
import lib.systems.camunda.EngineId;
import picocli.CommandLine.Option;

/** The options that select tasks. Each may be repeated and takes a comma list. */
public final class SelectionOptions {

  @Option(names = "--task-id", split = ",", paramLabel = "ID")
  private List<String> taskIds = new ArrayList<>();

  @Option(names = "--topic", split = ",", paramLabel = "TOPIC")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--worker-id", split = ",", paramLabel = "WORKER")
  private List<String> workerIds = new ArrayList<>();

  @Option(names = "--key", split = ",", paramLabel = "KEY")
  private List<String> processKeys = new ArrayList<>();

  @Option(names = "--failed")
  private boolean failed;

  @Option(names = "--lost")
  private boolean lost;

  @Option(names = "--read")
  private boolean read;

  @Option(names = "--queue", split = ",", paramLabel = "QUEUE")
  private List<String> queues = new ArrayList<>();

  /**
   * What was selected.
   *
   * @throws UsageException if a value is blank or cannot be the id of a task
   */
  public TaskSelection selection(List<String> tenantIds) {
    if (failed && lost) {
      throw UsageException.exclusive("--failed, --lost");
    }
    if (!lost && (read || !queues.isEmpty())) {
      throw new UsageException(Message.of("unlock.only_with_lost"));
    }
    Set<String> ids = values("--task-id", taskIds);
    for (String id : ids) {
      if (!EngineId.isHarmless(id)) {
        throw new UsageException(Message.of("unlock.invalid_id", id));
      }
    }
    return new TaskSelection(
        ids.stream().map(EngineId::canonical).collect(Collectors.toCollection(LinkedHashSet::new)),
        values("--topic", topics),
        values("--worker-id", workerIds),
        values("--key", processKeys),
        tenantIds,
        failed,
        lost);
  }

  /** How far lost tasks are looked for. */
  public AccountOptions account() {
    return new AccountOptions(read, List.copyOf(values("--queue", queues)));
  }

  /** Nothing may be blank: {@code --topic "$UNSET"} must not come to mean every topic. */
  private static Set<String> values(String option, List<String> given) {
    Set<String> values = new LinkedHashSet<>();
    for (String value : given) {
      if (value.isBlank()) {
        throw UsageException.emptyValue(option);
      }
      values.add(value.strip());
    }
    return values;
  }
}
