package lib.tools.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import lib.systems.messages.MessageDocument;
import lib.systems.messages.MessageJson;

/** Messages that were looked at, as JSON. */
record LookDocument(
    String status,
    String queue,
    String queueType,
    long totalMessages,
    int consumers,
    int shown,
    List<MessageDocument> messages,
    @JsonInclude(Include.NON_EMPTY) List<String> bodyFiles) {

  static LookDocument of(PeekReport report) {
    MessageJson format = new MessageJson(ZoneId.systemDefault());
    return new LookDocument(
        report.found().isEmpty() ? "nothing_found" : "done",
        report.queue().name(),
        report.queue().kind().code(),
        report.queue().ready(),
        report.queue().consumers(),
        report.found().size(),
        report.found().stream().map(f -> format.document(f.number(), f.message())).toList(),
        report.bodies().stream().map(Path::toString).toList());
  }
}
