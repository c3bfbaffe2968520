package lib.tools.reader;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.cli.UsageException;
import lib.base.text.Message;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.StreamOffset;
import lib.systems.rabbitmq.Topology;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of queue_reader, and what they mean together. */
public final class ReaderOptions {

  private static final long DEFAULT_COUNT = 5;

  @Parameters(index = "0", arity = "0..1", paramLabel = "QUEUE")
  private String queue;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "N")
  private Long count;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE")
  private Path output;

  @Option(names = "--grep", paramLabel = "TEXT")
  private String grep;

  @Option(names = "--offset", paramLabel = "PLACE")
  private String offset;

  @Option(names = "--clear")
  private boolean clear;

  @Option(names = "--restore", paramLabel = "FILE")
  private Path restore;

  @Option(names = "--skip", paramLabel = "N")
  private Long skip;

  @Option(names = "--move", paramLabel = "TARGET")
  private String move;

  @Option(names = "--redrive")
  private boolean redrive;

  @Option(names = "--error-type", split = ",", paramLabel = "TYPE")
  private List<String> errorTypes = new ArrayList<>();

  @Option(names = "--task-id", split = ",", paramLabel = "ID")
  private List<String> taskIds = new ArrayList<>();

  @Option(names = "--limit", paramLabel = "N")
  private Long limit;

  @Option(names = "--dry-run")
  private boolean dryRun;

  @Option(names = "--force")
  private boolean force;

  /**
   * What is to be done.
   *
   * @throws UsageException if the options do not fit together
   */
  public Operation operation() {
    List<String> given =
        Stream.of(
                clear ? "--clear" : null,
                restore != null ? "--restore" : null,
                move != null ? "--move" : null,
                redrive ? "--redrive" : null)
            .filter(option -> option != null)
            .collect(Collectors.toCollection(ArrayList::new));
    if (output != null && !clear) {
      given.add("--output");
    }
    if (given.size() > 1) {
      throw new UsageException(Message.of("cli.exclusive_options", String.join(", ", given)));
    }
    Operation operation = given.isEmpty() ? looking() : Operation.of(given.get(0));
    check(operation);
    return operation;
  }

  private Operation looking() {
    return queue == null ? Operation.LIST : Operation.PEEK;
  }

  private void check(Operation operation) {
    boolean needsQueue =
        switch (operation) {
          case EXPORT, CLEAR, MOVE -> true;
          case LIST, PEEK, RESTORE, REDRIVE -> false;
        };
    if (needsQueue && queue == null) {
      throw new UsageException(Message.of("cli.missing_argument", "QUEUE"));
    }
    refuse(
        operation,
        "--grep",
        grep,
        Operation.PEEK,
        Operation.EXPORT,
        Operation.CLEAR,
        Operation.MOVE,
        Operation.REDRIVE);
    refuse(operation, "--offset", offset, Operation.PEEK, Operation.EXPORT);
    refuse(operation, "--skip", skip, Operation.RESTORE);
    refuse(operation, "--limit", limit, Operation.MOVE, Operation.REDRIVE);
    refuse(operation, "--error-type", first(errorTypes), Operation.REDRIVE);
    refuse(operation, "--task-id", first(taskIds), Operation.REDRIVE);
    refuse(
        operation,
        "--dry-run",
        dryRun ? "" : null,
        Operation.CLEAR,
        Operation.RESTORE,
        Operation.MOVE,
        Operation.REDRIVE);
    refuse(operation, "--count", count, Operation.PEEK, Operation.EXPORT);
    if (clear && grep != null && output == null) {
      throw new UsageException(Message.of("reader.grep_needs_output"));
    }
    if (move != null && move.equals(queue)) {
      throw new UsageException(Message.of("reader.move_to_itself", queue));
    }
    atLeastOne("--count", count);
    atLeastOne("--limit", limit);
    atLeastOne("--skip", skip);
    notBlank("--grep", grep);
    notBlank("QUEUE", queue);
    notBlank("--move", move);
  }

  private static Object first(List<String> values) {
    return values.isEmpty() ? null : values.get(0);
  }

  /** An option that would do nothing is a mistake that somebody wants to know of. */
  private static void refuse(
      Operation operation, String option, Object value, Operation... allowed) {
    if (value != null && !List.of(allowed).contains(operation)) {
      String names =
          Stream.of(allowed).map(Operation::option).distinct().collect(Collectors.joining(", "));
      throw new UsageException(Message.of("reader.option_needs", option, names));
    }
  }

  private static void atLeastOne(String option, Long value) {
    if (value != null && value < 1) {
      Message allowed = Message.of("reader.allowed_from_one");
      throw new UsageException(Message.of("cli.invalid_value", option, value, allowed));
    }
  }

  private static void notBlank(String option, String value) {
    if (value != null && value.isBlank()) {
      throw new UsageException(Message.of("reader.empty_value", option));
    }
  }

  /** The queue; the error queue if messages are redriven and none is named. */
  public String queue() {
    return queue == null && redrive ? Topology.ERRORS_QUEUE : queue;
  }

  /** The queue if one was named. */
  public Optional<String> namedQueue() {
    return Optional.ofNullable(queue);
  }

  /** How many messages are shown. */
  public long count() {
    return count == null ? DEFAULT_COUNT : count;
  }

  /** Whether the number of messages was given. */
  public boolean isCountGiven() {
    return count != null;
  }

  /** How many messages are worked on at most. */
  public long limit() {
    return limit == null ? Long.MAX_VALUE : limit;
  }

  /** How many messages of a file are left out. */
  public long skip() {
    return skip == null ? 0 : skip;
  }

  /** Where messages are written, relative to the current folder. */
  public Optional<Path> output() {
    return Optional.ofNullable(output);
  }

  /** Where messages are read from. */
  public Path restore() {
    return restore;
  }

  /** Where messages are moved to. */
  public String target() {
    return move;
  }

  /** The messages that are meant. */
  public MessageFilter filter() {
    return new MessageFilter(Optional.ofNullable(grep));
  }

  /** The text that they contain. */
  public Optional<String> grep() {
    return Optional.ofNullable(grep);
  }

  /**
   * Where a stream is read from.
   *
   * @throws UsageException if it is no such place
   */
  public StreamOffset offset() {
    if (offset == null) {
      return StreamOffset.FIRST;
    }
    return StreamOffset.parse(offset, ZoneId.systemDefault())
        .orElseThrow(
            () ->
                new UsageException(
                    Message.of(
                        "cli.invalid_value",
                        "--offset",
                        offset,
                        Message.of("reader.allowed_offset"))));
  }

  /** Whether a place in a stream was given. */
  public boolean isOffsetGiven() {
    return offset != null;
  }

  /** Types of errors, in lower case. */
  public Set<String> errorTypes() {
    return values("--error-type", errorTypes).stream()
        .map(type -> type.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Ids of tasks. */
  public Set<String> taskIds() {
    return values("--task-id", taskIds);
  }

  private static Set<String> values(String option, List<String> given) {
    given.forEach(value -> notBlank(option, value));
    return given.stream().map(String::strip).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  public boolean isDryRun() {
    return dryRun;
  }

  public boolean isForced() {
    return force;
  }
}
