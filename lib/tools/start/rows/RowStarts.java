package lib.tools.start.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.ProgressBar;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.ProcessInstance;
import lib.tools.start.StartSending;
import lib.tools.start.TooLongInput;
import lib.tools.start.UncertainStart;
import lib.tools.start.UniqueCheck;

/**
 * Starts the rows that have not been started, one after another, each in the journal before and
 * after. Changes the engine. Ends early, after the request under way, if it is told to {@link
 * #stop} or if the engine can no longer be used.
 */
final class RowStarts {

  /** An engine that hangs must not make row after row unknown. */
  private static final int LOST_IN_A_ROW = 2;

  private final Journal journal;
  private final StartSending sending;
  private final ProcessDefinition definition;
  private final Optional<UniqueCheck> unique;
  private final Texts texts;
  private volatile boolean stopped;
  private int lostInARow;

  /**
   * @param unique if only rows are started whose business key is not in use
   */
  RowStarts(
      Journal journal,
      StartSending sending,
      ProcessDefinition definition,
      Optional<UniqueCheck> unique,
      Texts texts) {
    this.journal = journal;
    this.sending = sending;
    this.definition = definition;
    this.unique = unique;
    this.texts = texts;
  }

  /** Begins no other row. May be called by any thread. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * Starts them.
   *
   * @param common variables of all rows
   * @param startUnknown whether rows are started that may have been started
   * @throws UserException if it makes no sense to go on
   */
  void run(
      Snapshot snapshot,
      Map<String, ObjectNode> common,
      boolean startUnknown,
      ProgressBar progress) {
    snapshot.read(
        rows -> {
          Optional<Row> row = next(rows);
          while (row.isPresent()) {
            if (isToBeStarted(row.get(), startUnknown)) {
              start(RowCheck.with(common, row.get()));
              progress.step();
            }
            row = next(rows);
          }
          return null;
        });
  }

  private Optional<Row> next(RowReader rows) throws IOException {
    return stopped ? Optional.empty() : rows.next();
  }

  private boolean isToBeStarted(Row row, boolean startUnknown) {
    Optional<RowState> state = journal.state(row.line());
    return state.filter(known -> known == RowState.STARTED).isEmpty()
        && (startUnknown || state.filter(RowState::isOpen).isEmpty());
  }

  private void start(Row row) {
    Optional<String> running = running(row);
    if (running.isPresent()) {
      String why = texts.get("rows.running", running.get());
      journal.add(Entry.of(row, RowState.REFUSED, Optional.empty(), Optional.of(why)));
      return;
    }
    journal.add(Entry.of(row, RowState.BEGUN, Optional.empty(), Optional.empty()));
    try {
      ProcessInstance instance = sending.send(row.request(definition));
      journal.add(Entry.of(row, RowState.STARTED, Optional.of(instance.id()), Optional.empty()));
      lostInARow = 0;
    } catch (UncertainStart e) {
      lost(row, e);
    } catch (TooLongInput e) {
      answered(row, RowState.REFUSED, texts.get(e.userMessage()));
    } catch (CamundaException e) {
      refused(row, e);
    }
  }

  private Optional<String> running(Row row) {
    return unique
        .map(check -> check.running(row.businessKey().orElseThrow()))
        .flatMap(instances -> instances.stream().findFirst())
        .map(ProcessInstance::id);
  }

  private void lost(Row row, UncertainStart e) {
    journal.add(
        Entry.of(
            row, RowState.UNKNOWN, Optional.empty(), Optional.of(texts.get(e.reason().message()))));
    lostInARow++;
    if (lostInARow == LOST_IN_A_ROW) {
      throw e;
    }
  }

  private void refused(Row row, CamundaException e) {
    boolean all = concernsEveryRow(e.kind());
    answered(row, all ? RowState.MISSING : RowState.REFUSED, texts.get(e.reason().message()));
    if (all) {
      throw e;
    }
  }

  private void answered(Row row, RowState state, String why) {
    journal.add(Entry.of(row, state, Optional.empty(), Optional.of(why)));
    lostInARow = 0;
  }

  private static boolean concernsEveryRow(CamundaException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, TLS, UNAUTHORIZED, FORBIDDEN, NOT_FOUND -> true;
      default -> false;
    };
  }
}
