package lib.tools.diagnostics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lib.base.config.EffectiveSetting;
import lib.base.text.Texts;

/** A report as JSON. Its field names, ids and kinds stay; its texts are for people. */
public final class DiagnosticsDocument {

  private final Report report;
  private final Texts texts;
  private final Words words;

  public DiagnosticsDocument(Report report, Texts texts) {
    this.report = report;
    this.texts = texts;
    this.words = Words.of(report, texts);
  }

  /** The whole document. */
  public Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", report.verdict().code());
    document.put("exit_code", report.exitCode().code());
    document.put("started", report.started().toString());
    document.put("duration_ms", report.took().toMillis());
    document.put("quick", report.quick());
    document.put("sections", report.sections().stream().map(Section::code).toList());
    Map<String, Object> summary = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      summary.put(status.code(), report.count(status));
    }
    document.put("summary", summary);
    document.put("checks", report.findings().stream().map(this::check).toList());
    document.put("topics", report.traces().stream().map(DiagnosticsDocument::topic).toList());
    document.put("settings", report.settings().effective().stream().map(this::setting).toList());
    return document;
  }

  private Map<String, Object> check(Finding finding) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", finding.check().id());
    row.put("section", finding.check().section().code());
    row.put("name", words.name(finding.check()));
    row.put("object", finding.object().isEmpty() ? null : words.clean(finding.object()));
    row.put("status", finding.status().code());
    row.put("kind", finding.kind());
    row.put("found", words.found(finding));
    row.put("expected", words.expected(finding).orElse(null));
    row.put("advice", words.advice(finding).orElse(null));
    row.put("details", words.details(finding));
    return row;
  }

  private static Map<String, Object> topic(TopicTrace trace) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("topic", trace.topic());
    row.put("system", trace.system());
    row.put("routing_key", trace.routingKey());
    row.put("expected_queue", trace.queue());
    row.put("queues", List.copyOf(trace.route().queues()));
    row.put("via_alternate", trace.route().viaAlternate());
    row.put("bindings", trace.real() ? "broker" : "configuration");
    return row;
  }

  private Map<String, Object> setting(EffectiveSetting setting) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", setting.name());
    row.put("value", words.clean(setting.value()));
    row.put("source", words.clean(texts.get(setting.source())));
    row.put("default", setting.isDefault());
    return row;
  }
}
