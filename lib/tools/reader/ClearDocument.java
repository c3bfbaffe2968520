package lib.tools.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.text.ExitCode;
import lib.base.text.Texts;

/**
 * What was removed, as JSON.
 *
 * @param saved null without a file, as Jackson unwraps no {@code Optional}
 */
record ClearDocument(
    String status,
    String queue,
    long totalMessages,
    int consumers,
    long removed,
    @JsonInclude(Include.NON_ABSENT) OptionalLong left,
    @JsonUnwrapped ExportDocument.Saved saved,
    @JsonInclude(Include.NON_ABSENT) Optional<ProblemDocument> error) {

  static ClearDocument of(ClearReport report, Texts texts) {
    return new ClearDocument(
        report.status(),
        report.queue().name(),
        report.queue().ready(),
        report.queue().consumers(),
        report.removed(),
        report.left(),
        report.saved().map(ExportDocument.Saved::of).orElse(null),
        report
            .problem()
            .map(
                e ->
                    ProblemDocument.of(
                        e.code(), Drawing.uncertain(report), ExitCode.CRITICAL, texts)));
  }
}
