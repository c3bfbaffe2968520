package lib.tools.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.messages.Forwarded;

/** What was moved, as JSON. */
record MoveDocument(
    String status,
    String queue,
    Optional<String> target,
    @JsonInclude(Include.NON_DEFAULT) boolean toOrigin,
    long totalMessages,
    long moved,
    long left,
    long kept,
    long uncertain,
    @JsonInclude(Include.NON_ABSENT) Optional<ProblemDocument> error,
    @JsonInclude(Include.NON_ABSENT) Optional<Long> missing,
    @JsonInclude(Include.NON_ABSENT) OptionalLong matching) {

  static MoveDocument of(MoveReport report, Texts texts) {
    Forwarded done = report.done();
    return new MoveDocument(
        report.status(),
        report.queue().name(),
        report.destination().queue(),
        report.destination().toOrigin(),
        report.queue().ready(),
        done.done(),
        done.left(),
        done.kept(),
        done.uncertain(),
        done.problem().map(p -> ProblemDocument.of("queue.move", p, ExitCode.CRITICAL, texts)),
        report.result().map(result -> report.missing()),
        report.matching());
  }
}
