package lib.tools.start.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lib.base.cli.Output;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.ProcessDefinition;

/** What people are told about starts from a file. */
final class RowsView {

  /** More rows than anybody reads: then only those that were not started are told. */
  private static final int SHOWN = 50;

  private static final int LONGEST_VALUE = 60;

  private final Texts texts;
  private final Output out;

  RowsView(ToolContext context) {
    this.texts = context.texts();
    this.out = context.out();
  }

  /** The first mistakes of a file. */
  void problems(List<Message> problems) {
    problems.forEach(problem -> out.error(texts.get("rows.problem", problem)));
  }

  /** What the file holds. */
  void content(String file, RowCheck.Result content) {
    out.line();
    out.line(texts.get("rows.file", file, texts.count("row", content.rows())));
    content.samples().forEach(row -> out.line(sample(row)));
    if (content.rows() > content.samples().size()) {
      out.line("   ...");
    }
    if (content.tooLong() > 0) {
      out.warning(texts.get("rows.long_strings", texts.count("row", content.tooLong())));
    }
    if (content.withoutKey() > 0) {
      out.warning(texts.get("rows.without_key", texts.count("row", content.withoutKey())));
    }
  }

  private String sample(Row row) {
    String variables =
        row.variables().entrySet().stream()
            .map(
                variable ->
                    "%s: %s (%s)"
                        .formatted(
                            variable.getKey(),
                            value(variable.getValue().path("value")),
                            variable.getValue().path("type").asText()))
            .collect(Collectors.joining(", "));
    String key = row.businessKey().orElse("-");
    return texts.get("rows.sample", Texts.number(row.line()), key, variables);
  }

  private static String value(JsonNode value) {
    String text =
        value.isNull() ? "-" : value.isContainerNode() ? Json.write(value) : value.asText();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }

  /** What earlier runs have done. */
  void before(RowsResult before) {
    if (before.started() + before.refused() + before.unknown() > 0) {
      out.line(texts.get("rows.before", sums(before)));
    }
  }

  /** What is asked before the starts. */
  String question(long rows, ProcessDefinition definition) {
    return texts.get(
        "rows.question", texts.count("row", rows), definition.key(), definition.version());
  }

  void declined() {
    out.error(texts.get("rows.declined"));
  }

  void nobodyToAsk() {
    out.error(texts.get("rows.nobody_to_ask"));
  }

  void dryRun(long rows) {
    out.line();
    out.line(Style.WARNING, texts.get("rows.dry_run", texts.count("row", rows)));
  }

  /** A request of the last run may still be under way. */
  void waiting(long seconds) {
    out.note(texts.get("rows.waiting", texts.count("second", seconds)));
  }

  void stopping() {
    out.note("");
    out.note(texts.get("rows.stopping"));
  }

  ProgressBar progress(long rows) {
    return new ProgressBar(out, texts, texts.get("rows.progress"), rows);
  }

  /** What has become of the rows; of many only those that were not started. */
  void end(RowsResult result, Journal journal, String journalName) {
    out.line();
    journal.forEachLast(entry -> row(entry, result.rows() <= SHOWN));
    result.failure().ifPresent(why -> out.error(texts.error(why.userMessage())));
    boolean good = result.exitCode() == ExitCode.OK;
    List<String> lines = new ArrayList<>();
    lines.add(texts.get("rows.result", sums(result)));
    lines.add(texts.get("rows.journal", journalName));
    if (!good) {
      lines.add(texts.get("rows.go_on"));
    }
    if (result.unknown() > 0) {
      lines.add(texts.get("rows.unknown_hint"));
    }
    out.line();
    for (String line : lines) {
      if (good) {
        out.line(Style.OK, line);
      } else {
        out.concern(Style.WARNING, line);
      }
    }
  }

  private void row(Entry entry, boolean all) {
    RowState state = entry.rowState().isOpen() ? RowState.UNKNOWN : entry.rowState();
    String what = entry.instanceId().orElseGet(() -> Texts.plain(entry.reason()));
    String line =
        texts.get(
            "rows.row." + state.code(),
            Texts.number(entry.line()),
            entry.businessKey().orElse("-"),
            what);
    switch (state) {
      case STARTED -> {
        if (all) {
          out.line(Style.OK, line);
        }
      }
      case REFUSED -> out.error(line);
      case BEGUN, UNKNOWN, MISSING -> out.concern(Style.WARNING, line);
    }
  }

  private String sums(RowsResult result) {
    List<String> sums = new ArrayList<>();
    sums.add(sum("rows.count.started", result.started()));
    if (result.refused() > 0) {
      sums.add(sum("rows.count.refused", result.refused()));
    }
    if (result.unknown() > 0) {
      sums.add(sum("rows.count.unknown", result.unknown()));
    }
    if (result.left() > 0) {
      sums.add(sum("rows.count.left", result.left()));
    }
    return String.join(", ", sums);
  }

  private String sum(String key, long count) {
    return texts.get(key, texts.count("row", count));
  }
}
