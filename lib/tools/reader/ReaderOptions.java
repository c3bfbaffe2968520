package lib.tools.reader;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.cli.UsageException;
import lib.base.cli.WholeNumber;
import lib.base.text.Message;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.Move;
import lib.systems.messages.StreamOffset;
import lib.systems.rabbitmq.Topology;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of queue_reader, and what they mean together. */
public final class ReaderOptions {

  private static final long DEFAULT_COUNT = 5;

  @Parameters(index = "0", arity = "0..1", paramLabel = "QUEUE")
  private String queue;

  @Option(
      names = {"-c", "--count"},
      converter = WholeNumber.FromOne.class,
      paramLabel = "N")
  private Integer count;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE")
  private Path output;

  @Option(names = "--grep", paramLabel = "TEXT")
  private String grep;

  @Option(names = "--message-id", paramLabel = "ID[,ID...]")
  private List<String> messageIds = new ArrayList<>();

  @Mixin private LookOptions look = new LookOptions();

  @Option(names = "--gone")
  private boolean gone;

  @Option(names = "--unknown-process")
  private boolean whosever;

  @Option(names = "--offset", paramLabel = "PLACE")
  private String offset;

  @Option(names = "--clear")
  private boolean clear;

  @Option(names = "--restore", paramLabel = "FILE")
  private Path restore;

  @Option(names = "--skip", converter = WholeNumber.FromOne.class, paramLabel = "N")
  private Integer skip;

  @Option(names = "--move", paramLabel = "TARGET")
  private String move;

  @Option(names = "--to-origin")
  private boolean toOrigin;

  @Option(names = "--redrive")
  private boolean redrive;

  @Option(names = "--error-type", split = ",", paramLabel = "TYPE")
  private List<String> errorTypes = new ArrayList<>();

  @Option(names = "--task-id", split = ",", paramLabel = "ID")
  private List<String> taskIds = new ArrayList<>();

  @Option(names = "--limit", converter = WholeNumber.FromOne.class, paramLabel = "N")
  private Integer limit;

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
    Operation operation = new OperationChoice(given()).make();
    if (clear && isToStdout()) {
      throw new UsageException(Message.of("reader.clear_needs_file"));
    }
    if (move != null && move.equals(queue)) {
      throw new UsageException(Message.of("reader.move_to_itself", queue));
    }
    if (look.numbers().isPresent() && offset != null) {
      throw UsageException.exclusive("--message-number, --offset");
    }
    notBlank("--grep", grep);
    notBlank("QUEUE", queue);
    notBlank("--move", move);
    return operation;
  }

  private Set<String> given() {
    Map<String, Boolean> all = new LinkedHashMap<>();
    all.put("QUEUE", queue != null);
    all.put("--grep", grep != null);
    all.put("--message-id", !messageIds.isEmpty());
    all.put("--gone", gone);
    all.put("--unknown-process", whosever);
    all.put("--offset", offset != null);
    all.put("--skip", skip != null);
    all.put("--limit", limit != null);
    all.put("--error-type", !errorTypes.isEmpty());
    all.put("--task-id", !taskIds.isEmpty());
    all.put("--dry-run", dryRun);
    all.put("--count", count != null);
    all.put("--clear", clear);
    all.put("--restore", restore != null);
    all.put("--move", move != null);
    all.put("--to-origin", toOrigin);
    all.put("--redrive", redrive);
    all.put("--output", output != null);
    all.values().removeIf(present -> !present);
    Set<String> given = all.keySet().stream().collect(Collectors.toCollection(LinkedHashSet::new));
    look.addGiven(given);
    return given;
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

  /** Where the messages lie that are looked at; anywhere if that is not said. */
  Optional<MessageNumbers> numbers() {
    return look.numbers();
  }

  /** Where the bodies of the messages are written that are looked at. */
  Optional<Path> bodies() {
    return look.bodies();
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

  /** Whether messages are written to standard output, for which {@code -} stands. */
  public boolean isToStdout() {
    return output != null && output.toString().equals("-");
  }

  /** Where messages are read from. */
  public Path restore() {
    return restore;
  }

  /** Where messages are moved to. */
  public Move.Destination destination() {
    return new Move.Destination(Optional.ofNullable(move), toOrigin);
  }

  /** The messages that are meant. */
  public MessageFilter filter() {
    return new MessageFilter(Optional.ofNullable(grep), messageIds());
  }

  /** A list of ids; and, as an id may be any text, one that has commas in it. */
  private Set<String> messageIds() {
    Set<String> ids = values("--message-id", messageIds);
    List.copyOf(ids).forEach(id -> ids.addAll(values("--message-id", List.of(id.split(",")))));
    return ids;
  }

  /** Whether only messages are meant whose task does not exist any more. */
  public boolean isGone() {
    return gone;
  }

  /** Whether messages are gone, too, of whose process the engine knows nothing. */
  boolean isWhosever() {
    return whosever;
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
                UsageException.invalidValue(
                    "--offset", offset, Message.of("reader.allowed_offset")));
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
