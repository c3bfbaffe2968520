package lib.tools.processes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.json.Json;

/**
 * Everything as one JSON document, written while it is read. The rows are the engine's own objects;
 * the names of the fields stay.
 */
final class Document {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

  private final EngineView engine;
  private final Plan plan;
  private final Optional<Integer> limit;
  private final boolean oneLine;
  private final Runnable rowWritten;
  private final Map<EngineList, Long> counts = new EnumMap<>(EngineList.class);

  /**
   * @param limit rows of each list; all if empty
   * @param oneLine whether it is one of several
   * @param rowWritten called after each row
   */
  Document(
      EngineView engine, Plan plan, Optional<Integer> limit, boolean oneLine, Runnable rowWritten) {
    this.engine = engine;
    this.plan = plan;
    this.limit = limit;
    this.oneLine = oneLine;
    this.rowWritten = rowWritten;
  }

  /**
   * Writes it; the stream is flushed and stays open.
   *
   * @return how many rows of each list
   * @throws IOException if the stream cannot be written
   */
  Map<EngineList, Long> write(OutputStream target) throws IOException {
    try (JsonGenerator json = oneLine ? Json.generator(target) : Json.prettyGenerator(target)) {
      json.writeStartObject();
      json.writeStringField("timestamp", TIMESTAMP.format(OffsetDateTime.now()));
      json.writePOJOField("filters", filters());
      json.writePOJOField("engine_info", engine.version());
      for (EngineList list : plan.exportedLists()) {
        json.writeArrayFieldStart(list.jsonName());
        rows(json, list);
        json.writeEndArray();
      }
      if (plan.hasStatistics()) {
        json.writePOJOField("statistics", StatisticsDocument.of(engine.statistics()));
      }
      counts.forEach(this::noteEmpty);
      List<String> hidden = engine.hidden().all().stream().map(EngineList::jsonName).toList();
      if (!hidden.isEmpty()) {
        json.writePOJOField("may_be_hidden", hidden);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return counts;
  }

  private void noteEmpty(EngineList list, long count) {
    if (count == 0) {
      engine.hidden().add(list);
    }
  }

  private void rows(JsonGenerator json, EngineList list) {
    counts.put(list, 0L);
    Stream<JsonNode> rows =
        limit.isPresent() ? engine.listing(list, limit.get()).rows().stream() : engine.rows(list);
    rows.forEach(
        row -> {
          write(json, row);
          counts.merge(list, 1L, Long::sum);
          rowWritten.run();
        });
  }

  private static void write(JsonGenerator json, JsonNode row) {
    try {
      json.writeTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FiltersDocument filters() {
    return FiltersDocument.of(engine.filters(), engine.tenants());
  }
}
