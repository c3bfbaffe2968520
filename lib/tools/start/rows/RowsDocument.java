package lib.tools.start.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.cli.ToolContext;
import lib.base.files.UnwrittenFile;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.systems.camunda.ProcessDefinition;

/** What programs are told about starts from a file. The names of the fields stay. */
final class RowsDocument {

  private final ToolContext context;
  private final ProcessDefinition definition;
  private final String file;

  RowsDocument(ToolContext context, ProcessDefinition definition, String file) {
    this.context = context;
    this.definition = definition;
    this.file = file;
  }

  /** What would be started. */
  @JsonInclude(Include.NON_ABSENT)
  record Sample(long line, Map<String, Object> body) {}

  void dryRun(RowCheck.Result content, RowsResult before) {
    Map<String, Object> document = head("dry_run", before);
    List<Sample> samples =
        content.samples().stream()
            .map(row -> new Sample(row.line(), row.request(definition).body()))
            .toList();
    document.put("first", samples);
    context.out().json(document);
  }

  /** Nothing was begun. */
  void unchanged(String status, RowsResult before) {
    context.out().json(head(status, before));
  }

  private Map<String, Object> head(String status, RowsResult result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", status);
    document.put("file", file);
    document.put("definition", definition);
    document.put("rows", result.rows());
    document.put("started", result.started());
    document.put("started_now", result.startedNow());
    document.put("refused", result.refused());
    document.put("unknown", result.unknown());
    document.put("left", result.left());
    return document;
  }

  /** What has become of all rows: printed once it is complete, whatever its size. */
  void end(RowsResult result, Journal journal, String journalName) {
    Map<String, Object> head = head(status(result), result);
    head.put("journal", journalName);
    head.put("problem", result.failure().map(why -> context.texts().get(why.userMessage())));
    try {
      Path document = Files.createTempFile("start_process", ".json");
      try {
        try (var stream = new BufferedOutputStream(new FileOutputStream(document.toFile()))) {
          write(stream, head, journal);
        }
        context.out().json(document);
      } finally {
        Files.delete(document);
      }
    } catch (IOException e) {
      Path folder = Path.of(System.getProperty("java.io.tmpdir"));
      throw new UnwrittenFile("rows.document_failed", folder.resolve("*.json"), e);
    }
  }

  private static String status(RowsResult result) {
    return result.exitCode() == ExitCode.OK ? "done" : "partly";
  }

  private void write(OutputStream target, Map<String, Object> head, Journal journal)
      throws IOException {
    boolean oneLine = context.out().areDocumentsLines();
    try (JsonGenerator json = oneLine ? Json.generator(target) : Json.prettyGenerator(target)) {
      json.writeStartObject();
      for (Map.Entry<String, Object> member : head.entrySet()) {
        json.writePOJOField(member.getKey(), member.getValue());
      }
      json.writeArrayFieldStart("instances");
      journal.forEachLast(entry -> write(json, entry));
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(JsonGenerator json, Entry entry) {
    try {
      json.writePOJO(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
