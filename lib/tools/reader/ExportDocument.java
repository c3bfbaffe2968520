package lib.tools.reader;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/** Messages that were written into a file, as JSON. */
record ExportDocument(
    String status, String queue, String queueType, long totalMessages, @JsonUnwrapped Saved saved) {

  /** What is in the file, if there is one. */
  record Saved(Optional<String> file, long saved, long bytes, long notDelivered, long notExact) {

    static Saved of(SavedMessages saved) {
      return new Saved(
          saved.file().map(Object::toString),
          saved.count(),
          saved.bytes(),
          saved.missing(),
          saved.inexact());
    }
  }

  static ExportDocument of(ExportReport report) {
    return new ExportDocument(
        report.saved().status(),
        report.queue().name(),
        report.queue().kind().code(),
        report.queue().ready(),
        Saved.of(report.saved()));
  }
}
