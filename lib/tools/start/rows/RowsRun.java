package lib.tools.start.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import lib.base.text.UserException;
import lib.systems.camunda.ProcessDefinition;

/** One run: find out what the last one has left open, ask, start, tell. */
final class RowsRun {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final ToolContext context;
  private final RowsView view;
  private final FileOptions options;
  private final Journal journal;
  private final RowStarts starts;
  private final LostStarts lost;

  RowsRun(
      ToolContext context,
      RowsView view,
      FileOptions options,
      Journal journal,
      RowStarts starts,
      LostStarts lost) {
    this.context = context;
    this.view = view;
    this.options = options;
    this.journal = journal;
    this.starts = starts;
    this.lost = lost;
  }

  /**
   * Does it.
   *
   * @param common variables of all rows
   * @param force whether nobody is asked
   */
  ExitCode start(
      Snapshot snapshot,
      Map<String, ObjectNode> common,
      ProcessDefinition definition,
      boolean force) {
    var document = new RowsDocument(context, definition, snapshot.name());
    journal.open().forEach(this::find);
    RowsResult before = RowsResult.before(journal);
    view.before(before);
    long toDo = before.toDo(options.startUnknown());
    if (toDo > 0 && !force) {
      Optional<String> refusal = refusal(view.question(toDo, definition));
      if (refusal.isPresent()) {
        return unchanged(document, refusal.get(), before);
      }
    }
    Optional<UserException> failure =
        toDo > 0 ? startAll(snapshot, common, toDo) : Optional.empty();
    var result = RowsResult.of(journal, before.started(), failure, starts.isStopped());
    view.end(result, journal, options.journal());
    if (context.json()) {
      document.end(result, journal, options.journal());
    }
    return result.exitCode();
  }

  /** Before it is known that there is no instance, the request must be over. */
  private void find(Entry entry) {
    Entry found = lost.look(entry);
    Duration left = lost.underWay(entry);
    if (found.rowState() == RowState.MISSING && left.toMillis() > 0) {
      view.waiting(left.toSeconds() + 1);
      long end = System.nanoTime() + left.toNanos();
      while (found.rowState() == RowState.MISSING && System.nanoTime() < end) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        found = lost.look(entry);
      }
    }
    journal.add(found);
  }

  /** Why nothing is started; empty if somebody has said yes. */
  private Optional<String> refusal(String question) {
    return switch (context.prompt().confirm(question)) {
      case GIVEN -> Optional.empty();
      case DECLINED -> {
        view.declined();
        yield Optional.of("declined");
      }
      case NOBODY_TO_ASK -> {
        view.nobodyToAsk();
        yield Optional.of("not_confirmed");
      }
    };
  }

  private ExitCode unchanged(RowsDocument document, String status, RowsResult before) {
    if (context.json()) {
      document.unchanged(status, before);
    }
    return ExitCode.WARNING;
  }

  /** What was started stays told, whatever ends the run. */
  private Optional<UserException> startAll(
      Snapshot snapshot, Map<String, ObjectNode> common, long toDo) {
    StopSignals.onStop(
        signal -> {
          starts.stop();
          view.stopping();
        });
    try (var progress = view.progress(toDo)) {
      starts.run(snapshot, common, options.startUnknown(), progress);
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(e);
    }
  }
}
