package lib.tools.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.messages.Forwarded;
import lib.systems.messages.MessageDocument;
import lib.systems.messages.MessageJson;
import lib.systems.messages.RedriveOutcome;
import lib.systems.messages.Redriven;
import lib.systems.rabbitmq.management.QueueState;

/**
 * Results as JSON, whose field names stay. What is null in JSON is null here; what may be absent
 * there is marked so.
 */
public record ReportDocument(Texts texts) implements Report.Form<Object> {

  @JsonNaming(SnakeCaseStrategy.class)
  record Queues(String status, List<QueueRow> queues, long totalQueues, long totalMessages) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record QueueRow(
      String name,
      String state,
      Long messages,
      Long unacked,
      Integer consumers,
      String type,
      boolean project) {

    static QueueRow of(QueueState queue, boolean project) {
      return new QueueRow(
          queue.name(),
          queue.presence().name().toLowerCase(Locale.ROOT),
          number(queue.ready()),
          number(queue.unacked()),
          number(queue.consumers()),
          queue.type().orElse(null),
          project);
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Looked(
      String status,
      String queue,
      String queueType,
      long totalMessages,
      int consumers,
      int shown,
      List<MessageDocument> messages) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Exported(
      String status,
      String queue,
      String queueType,
      long totalMessages,
      @JsonUnwrapped Saved saved) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Saved(String file, long saved, long bytes, long notDelivered, long notExact) {

    static Saved of(SavedMessages saved) {
      String file = saved.file().map(Object::toString).orElse(null);
      return new Saved(file, saved.count(), saved.bytes(), saved.missing(), saved.inexact());
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record Cleared(
      String status,
      String queue,
      long totalMessages,
      int consumers,
      long removed,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long left,
      @JsonUnwrapped Saved saved,
      @JsonInclude(JsonInclude.Include.NON_NULL) Problem error) {}

  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Restored(
      String status,
      String queue,
      String file,
      long fileMessages,
      Long skipped,
      Long restored,
      String restoredNumbers,
      Long uncertain,
      String uncertainNumbers,
      Long notExact,
      Long missing,
      Problem error) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Moved(
      String status,
      String queue,
      String target,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean toOrigin,
      long totalMessages,
      long moved,
      long left,
      long kept,
      long uncertain,
      @JsonInclude(JsonInclude.Include.NON_NULL) Problem error,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long missing,
      @JsonInclude(JsonInclude.Include.NON_NULL) Long matching) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record RedrivenRow(
      long messageNumber,
      String format,
      String taskId,
      String errorType,
      String target,
      String result,
      String error) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Problem(String kind, String message, int exitCode) {}

  private static Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private Problem problem(String kind, Message message, ExitCode exitCode) {
    return new Problem(kind, texts.get(message), exitCode.code());
  }

  @Override
  public Object list(ListReport report) {
    List<QueueRow> rows =
        report.all().map(q -> QueueRow.of(q, report.project().contains(q))).toList();
    return new Queues(report.status(), rows, report.queues(), report.messages());
  }

  @Override
  public Object peek(PeekReport report) {
    MessageJson format = new MessageJson(ZoneId.systemDefault());
    return new Looked(
        report.found().isEmpty() ? "nothing_found" : "done",
        report.queue().name(),
        report.queue().kind().code(),
        report.queue().ready(),
        report.queue().consumers(),
        report.found().size(),
        report.found().stream().map(f -> format.document(f.number(), f.message())).toList());
  }

  @Override
  public Object export(ExportReport report) {
    return new Exported(
        report.saved().status(),
        report.queue().name(),
        report.queue().kind().code(),
        report.queue().ready(),
        Saved.of(report.saved()));
  }

  @Override
  public Object clear(ClearReport report) {
    Optional<UserException> failure = report.problem();
    return new Cleared(
        report.status(),
        report.queue().name(),
        report.queue().ready(),
        report.queue().consumers(),
        report.removed(),
        number(report.left()),
        report.saved().map(Saved::of).orElse(null),
        failure
            .map(e -> problem(e.code(), Drawing.uncertain(report), ExitCode.CRITICAL))
            .orElse(null));
  }

  @Override
  public Object restore(RestoreReport report) {
    Optional<Forwarded> done = report.done();
    Optional<Problem> error =
        done.flatMap(Forwarded::problem)
            .map(message -> problem("queue.restore", message, report.exitCode()));
    boolean uncertain = done.filter(result -> result.uncertain() > 0).isPresent();
    return new Restored(
        report.status(),
        report.queue(),
        report.file().toString(),
        report.contents().messages(),
        done.map(result -> report.skipped()).orElse(null),
        done.map(Forwarded::done).orElse(null),
        done.map(Forwarded::numbers).orElse(null),
        done.map(Forwarded::uncertain).orElse(null),
        uncertain ? done.get().uncertainNumbers() : null,
        report.contents().altered() > 0 ? report.contents().altered() : null,
        done.map(result -> report.missing()).orElse(null),
        error.orElse(null));
  }

  @Override
  public Object move(MoveReport report) {
    Forwarded result = report.done();
    return new Moved(
        report.status(),
        report.queue().name(),
        report.destination().queue().orElse(null),
        report.destination().toOrigin(),
        report.queue().ready(),
        result.done(),
        result.left(),
        result.kept(),
        result.uncertain(),
        result.problem().map(p -> problem("queue.move", p, ExitCode.CRITICAL)).orElse(null),
        report.result().map(done -> report.missing()).orElse(null),
        number(report.matching()));
  }

  /** The counts stand among the other fields, under the names of the outcomes. */
  @Override
  public Object redrive(RedriveReport report) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", report.status());
    document.put("queue", report.queue().name());
    document.put("total_messages", report.queue().ready());
    for (RedriveOutcome outcome : RedriveOutcome.values()) {
      document.put(outcome.code(), report.count(outcome));
    }
    document.put("messages", report.results().stream().map(this::row).toList());
    report
        .problem()
        .ifPresent(p -> document.put("error", problem("queue.redrive", p, report.exitCode())));
    return document;
  }

  private RedrivenRow row(Redriven result) {
    return new RedrivenRow(
        result.number(),
        result.format(),
        result.taskId(),
        result.errorType(),
        result.target().orElse(null),
        result.outcome().code(),
        result.problem().map(texts::get).orElse(null));
  }
}
