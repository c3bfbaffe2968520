package lib.tools.tasks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.cli.OutputForm;
import lib.base.cli.UsageException;
import lib.base.cli.WholeNumber;
import lib.base.config.RoutingTable;
import lib.base.config.SystemRoute;
import lib.base.text.Message;
import lib.systems.account.AccountOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the account of tasks, all of which need {@code --tasks}. */
public final class TaskOptions {

  private static final Pattern AGE = Pattern.compile("0*(\\d{1,6})([smhdw])");

  @Option(names = "--tasks")
  private boolean tasks;

  @Option(names = "--topic", paramLabel = "TOPIC", split = ",")
  private List<String> topics = List.of();

  @Option(names = "--system", paramLabel = "SYSTEM", split = ",")
  private List<String> systems = List.of();

  @Option(names = "--older-than", paramLabel = "AGE")
  private String olderThan;

  @Option(names = "--limit", paramLabel = "N", converter = WholeNumber.FromOne.class)
  private Optional<Integer> limit = Optional.empty();

  @Option(names = "--read")
  private boolean read;

  @Option(names = "--queue", paramLabel = "QUEUE", split = ",")
  private List<String> queues = List.of();

  @Mixin private OutputForm.ForNagios nagios;

  @Option(names = "--warning", paramLabel = "AGE")
  private String warning;

  @Option(names = "--critical", paramLabel = "AGE")
  private String critical;

  @Option(names = "--critical-lost", paramLabel = "N", converter = WholeNumber.FromOne.class)
  private Optional<Integer> criticalLost = Optional.empty();

  /** Whether the account is wanted. */
  public boolean isGiven() {
    return tasks;
  }

  /**
   * The tasks and limits that are asked for.
   *
   * @throws UsageException if a value is none, a system is not in the routing table, or two values
   *     contradict each other
   */
  public TaskSelection selection(RoutingTable routing) {
    Optional<Duration> warn = age("--warning", warning);
    Optional<Duration> alarm = age("--critical", critical);
    if (warn.isPresent() && alarm.isPresent() && warn.get().compareTo(alarm.get()) > 0) {
      throw UsageException.invalidValue("--warning", warning, Message.of("tasks.both_ages"));
    }
    return new TaskSelection(
        topics.stream().map(String::strip).toList(),
        systems(routing),
        age("--older-than", olderThan),
        limit.orElse(20),
        new TaskSelection.Limits(warn, alarm, criticalLost.orElse(1)));
  }

  /** A misspelt system has no tasks: all would look well. */
  private List<String> systems(RoutingTable routing) {
    List<String> asked = systems.stream().map(String::strip).toList();
    List<String> known = routing.systems().stream().map(SystemRoute::system).toList();
    for (String system : asked) {
      if (!known.contains(system)) {
        Message allowed = Message.of("tasks.systems", String.join(", ", known));
        throw UsageException.invalidValue("--system", system, allowed);
      }
    }
    return asked;
  }

  /** How far the account goes. */
  AccountOptions account() {
    return new AccountOptions(read, queues);
  }

  /**
   * Refuses these options where no account is wanted.
   *
   * @param form how the result is wanted
   */
  public void requireTasks(OutputForm form) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--topic", !topics.isEmpty());
    given.put("--system", !systems.isEmpty());
    given.put("--older-than", olderThan != null);
    given.put("--limit", limit.isPresent());
    given.put("--read", read);
    given.put("--queue", !queues.isEmpty());
    given.put("--nagios", form == OutputForm.NAGIOS);
    given.put("--warning", warning != null);
    given.put("--critical", critical != null);
    given.put("--critical-lost", criticalLost.isPresent());
    given.values().removeIf(is -> !is);
    if (!given.isEmpty()) {
      throw new UsageException(
          Message.of("tasks.only_with_tasks", String.join(", ", given.keySet())));
    }
  }

  private static Optional<Duration> age(String option, String value) {
    if (value == null) {
      return Optional.empty();
    }
    Matcher age = AGE.matcher(value);
    if (!age.matches()) {
      throw UsageException.invalidValue(option, value, Message.of("tasks.age"));
    }
    long number = Long.parseLong(age.group(1));
    return Optional.of(
        switch (age.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofDays(7 * number);
        });
  }
}
