package lib.tools.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import lib.base.text.Texts;
import lib.systems.messages.Forwarded;

/** What was restored, as JSON. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RestoreDocument(
    String status,
    String queue,
    String file,
    long fileMessages,
    Optional<Long> skipped,
    Optional<Long> restored,
    Optional<String> restoredNumbers,
    Optional<Long> uncertain,
    Optional<String> uncertainNumbers,
    Optional<Long> notExact,
    Optional<Long> missing,
    Optional<ProblemDocument> error) {

  static RestoreDocument of(RestoreReport report, Texts texts) {
    Optional<Forwarded> done = report.done();
    return new RestoreDocument(
        report.status(),
        report.queue(),
        report.file().toString(),
        report.contents().messages(),
        done.map(result -> report.skipped()),
        done.map(Forwarded::done),
        done.map(Forwarded::numbers),
        done.map(Forwarded::uncertain),
        done.filter(result -> result.uncertain() > 0).map(Forwarded::uncertainNumbers),
        Optional.of(report.contents().altered()).filter(number -> number > 0),
        done.map(result -> report.missing()),
        done.flatMap(Forwarded::problem)
            .map(
                problem -> ProblemDocument.of("queue.restore", problem, report.exitCode(), texts)));
  }
}
