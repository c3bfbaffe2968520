package lib.tools.processes;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
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
  private final OptionalInt limit;
  private final Runnable rowWritten;
  private final Map<EngineList, Long> counts = new EnumMap<>(EngineList.class);

  /**
   * @param limit rows of each list; all if empty
   * @param rowWritten called after each row
   */
  Document(EngineView engine, Plan plan, OptionalInt limit, Runnable rowWritten) {
    this.engine = engine;
    this.plan = plan;
    this.limit = limit;
    this.rowWritten = rowWritten;
  }

  /**
   * Writes it; the stream is flushed and stays open.
   *
   * @return how many rows of each list
   * @throws IOException if the stream cannot be written
   */
  Map<EngineList, Long> write(OutputStream target) throws IOException {
    try (JsonGenerator json = Json.prettyGenerator(target)) {
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
        json.writePOJOField("statistics", statistics(engine.statistics()));
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return counts;
  }

  private void rows(JsonGenerator json, EngineList list) {
    counts.put(list, 0L);
    Stream<JsonNode> rows =
        limit.isPresent()
            ? engine.listing(list, limit.getAsInt()).rows().stream()
            : engine.rows(list);
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

  private Map<String, Object> filters() {
    Map<String, Object> filters = new LinkedHashMap<>();
    for (Filter filter : Filter.values()) {
      filters.put(filter.code(), engine.filters().of(filter));
    }
    filters.put("tenant_id", engine.tenants().ids());
    return filters;
  }

  private static Map<String, Object> statistics(Statistics statistics) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (CountGroup group : statistics.groups()) {
      Map<String, Object> counts = new LinkedHashMap<>();
      group
          .counts()
          .forEach(
              (name, count) ->
                  counts.put(name, count.isPresent() ? (Object) count.getAsLong() : null));
      json.put(group.list().jsonName(), counts);
    }
    json.put("external_tasks_by_topic", statistics.tasksByTopic());
    json.put("topics_not_counted", statistics.topicsLeftOut());
    json.put("process_instances_by_key", statistics.instancesByKey());
    json.put("back_off_complete", statistics.backOffComplete());
    return json;
  }
}
