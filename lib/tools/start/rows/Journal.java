package lib.tools.start.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lib.base.text.Message;

/**
 * What has been started, on the disk before and after each request, so that a run that ends at any
 * moment can be gone on with. Used by one thread.
 */
final class Journal implements AutoCloseable {

  private final JournalFile lines;
  private final JournalHead head;
  private final Map<Long, RowState> states = new HashMap<>();
  private final Map<Long, Entry> open = new HashMap<>();

  private Journal(JournalFile lines, Path file, JournalHead wanted) {
    this.lines = lines;
    JournalHead found = head(file);
    lines.cutOffHalfALine();
    forEach((number, entry) -> note(entry));
    this.head = states.isEmpty() ? wanted : found;
    if (states.isEmpty()) {
      lines.restart(wanted); // Nothing was begun with it, whatever it was for.
    }
    Optional<Message> difference = head.difference(wanted);
    if (difference.isPresent()) {
      throw RowsException.of(
          "rows.other_journal", Message.of("rows.other_journal", file, difference.get()), null);
    }
  }

  /**
   * Opens the journal of a run, or begins it.
   *
   * @throws RowsException if it is in use, belongs to another run, or cannot be written
   */
  static Journal open(Path file, JournalHead wanted) {
    JournalFile lines = JournalFile.open(file, wanted);
    try {
      return new Journal(lines, file, wanted);
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /** Somebody else's file is left as it is. */
  private JournalHead head(Path file) {
    List<JsonNode> first = new ArrayList<>();
    lines.forEach(
        line -> {
          if (first.isEmpty()) {
            first.add(line);
          }
        });
    return first.stream()
        .findFirst()
        .flatMap(JournalHead::of)
        .orElseThrow(
            () -> RowsException.of("rows.no_journal", Message.of("rows.no_journal", file), null));
  }

  private void note(Entry entry) {
    states.put(entry.line(), entry.rowState());
    if (entry.rowState().isOpen()) {
      open.put(entry.line(), entry);
    } else {
      open.remove(entry.line());
    }
  }

  JournalHead head() {
    return head;
  }

  /** Empty for a row that was never begun. */
  Optional<RowState> state(long line) {
    return Optional.ofNullable(states.get(line));
  }

  long count(RowState state) {
    return states.values().stream().filter(state::equals).count();
  }

  /** The rows of which nobody knows whether they were started. */
  List<Entry> open() {
    return List.copyOf(open.values());
  }

  /**
   * Writes what has become of a row; what is {@link RowState#BEGUN} is on the disk afterwards.
   *
   * @throws RowsException if it cannot be written
   */
  void add(Entry entry) {
    lines.add(entry, entry.rowState() == RowState.BEGUN);
    note(entry);
  }

  /** The last entry of each row, in the order in which they were written. */
  void forEachLast(Consumer<Entry> action) {
    Map<Long, Long> last = new HashMap<>();
    forEach((number, entry) -> last.put(entry.line(), number));
    forEach(
        (number, entry) -> {
          if (number.equals(last.get(entry.line()))) {
            action.accept(entry);
          }
        });
  }

  private void forEach(BiConsumer<Long, Entry> action) {
    var number = new AtomicLong();
    lines.forEach(
        line -> Entry.of(line).ifPresent(entry -> action.accept(number.incrementAndGet(), entry)));
  }

  @Override
  public void close() {
    lines.close();
  }
}
