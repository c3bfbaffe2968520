package lib.tools.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.text.Texts;
import lib.systems.messages.RedriveOutcome;

/** Results as JSON, whose field names stay. */
public record ReportDocument(Texts texts) implements Report.Form<Object> {

  @Override
  public Object list(ListReport report) {
    return QueuesDocument.of(report);
  }

  @Override
  public Object peek(PeekReport report) {
    return LookDocument.of(report);
  }

  @Override
  public Object export(ExportReport report) {
    return ExportDocument.of(report);
  }

  @Override
  public Object clear(ClearReport report) {
    return ClearDocument.of(report, texts);
  }

  @Override
  public Object restore(RestoreReport report) {
    return RestoreDocument.of(report, texts);
  }

  @Override
  public Object move(MoveReport report) {
    return MoveDocument.of(report, texts);
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
    document.put(
        "messages", report.results().stream().map(one -> RedrivenRow.of(one, texts)).toList());
    report
        .problem()
        .map(p -> ProblemDocument.of("queue.redrive", p, report.exitCode(), texts))
        .ifPresent(problem -> document.put("error", problem));
    return document;
  }
}
