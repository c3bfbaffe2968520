package lib.tools.tasks;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import lib.base.json.Json;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.account.AccountListener;
import lib.systems.account.AccountReport;
import lib.systems.account.AccountedMessage;
import lib.systems.account.AccountedTask;
import lib.systems.account.QueueLook;

/**
 * The account as one JSON document, written while it is made: every task, whatever their number.
 */
final class TaskDocument implements AccountListener {

  /** A line of the sums. */
  private record SumRow(
      String system, String where, String todo, long tasks, Optional<String> oldest) {}

  private final JsonGenerator json;
  private final TaskSelection selection;
  private final Texts texts;
  private boolean inMessages;

  /**
   * Begins it; the stream stays open.
   *
   * @throws IOException if the stream cannot be written
   */
  TaskDocument(OutputStream target, TaskSelection selection, Texts texts) throws IOException {
    this.json = Json.prettyGenerator(target);
    this.selection = selection;
    this.texts = texts;
    json.writeStartObject();
    json.writeArrayFieldStart("tasks");
  }

  @Override
  public void task(AccountedTask task) {
    write(() -> json.writePOJO(TaskRow.of(task, selection, texts)));
  }

  @Override
  public void message(AccountedMessage message) {
    write(
        () -> {
          beginMessages();
          json.writePOJO(MessageRow.of(message));
        });
  }

  private void beginMessages() throws IOException {
    if (!inMessages) {
      inMessages = true;
      json.writeEndArray();
      json.writeArrayFieldStart("messages");
    }
  }

  /**
   * Ends it.
   *
   * @throws IOException if the stream cannot be written
   */
  void end(TaskReport report) throws IOException {
    AccountReport account = report.account();
    beginMessages();
    json.writeEndArray();
    json.writeArrayFieldStart("sums");
    report.sums().sums().forEach((place, sum) -> write(() -> json.writePOJO(row(place, sum))));
    json.writeEndArray();
    json.writeArrayFieldStart("queues");
    for (QueueLook look : account.queues()) {
      json.writePOJO(QueueRow.of(look, texts));
    }
    json.writeEndArray();
    json.writeStringField("begun", account.begun().toString());
    json.writeStringField("ended", account.ended().toString());
    json.writeNumberField("unreadable_tasks", account.unreadable());
    json.writeBooleanField("all_tasks_seen", account.allSeen());
    boolean queuesKnown = account.brokerProblem().isEmpty();
    json.writeBooleanField("complete", report.areTasksKnown() && queuesKnown);
    json.writeBooleanField("interrupted", account.stopped());
    json.writePOJOField("engine_problem", text(account.engineProblem()));
    json.writePOJOField("broker_problem", text(account.brokerProblem()));
    json.writePOJOField("management_problem", text(account.managementProblem()));
    json.writePOJOField("unknown_topics", report.scope().unknownTopics());
    json.writeStringField("severity", report.severity().code());
    json.writeNumberField("exit_code", report.exitCode().code());
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private Optional<String> text(Optional<? extends UserException> problem) {
    return problem.map(UserException::userMessage).map(texts::get);
  }

  private static SumRow row(TaskSums.Place place, TaskSums.Sum sum) {
    return new SumRow(
        place.system(),
        place.where().code(),
        place.todo().code(),
        sum.count(),
        sum.oldest().map(Instant::toString));
  }

  /** Something written. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
