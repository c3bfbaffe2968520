package lib.tools.diagnostics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.config.EffectiveSetting;
import lib.base.text.Texts;

/** A report as JSON. Its field names, ids and kinds stay; its texts are for people. */
public record DiagnosticsDocument(
    String status,
    int exitCode,
    String started,
    long durationMs,
    boolean quick,
    List<String> sections,
    Map<String, Long> summary,
    List<Row> checks,
    List<Topic> topics,
    List<Setting> settings) {

  /** One check. */
  record Row(
      String id,
      String section,
      String name,
      Optional<String> object,
      String status,
      String kind,
      String found,
      Optional<String> expected,
      Optional<String> advice,
      List<String> details) {

    private static Row of(CheckResult finding, Words words) {
      return new Row(
          finding.check().id(),
          finding.check().section().code(),
          words.name(finding.check()),
          Optional.of(finding.object()).filter(name -> !name.isEmpty()).map(words::clean),
          finding.status().code(),
          finding.kind(),
          words.found(finding),
          words.expected(finding),
          words.advice(finding),
          words.details(finding));
    }
  }

  /** Where the messages of a topic land. */
  record Topic(
      String topic,
      String system,
      String routingKey,
      String expectedQueue,
      Set<String> queues,
      boolean viaAlternate,
      String bindings) {

    private static Topic of(TopicTrace trace) {
      return new Topic(
          trace.topic(),
          trace.system(),
          trace.routingKey(),
          trace.queue(),
          trace.route().queues(),
          trace.route().viaAlternate(),
          trace.real() ? "broker" : "configuration");
    }
  }

  /** A setting in force. */
  record Setting(
      String name, String value, String source, @JsonProperty("default") boolean asBuiltIn) {

    private static Setting of(EffectiveSetting setting, Texts texts, Words words) {
      return new Setting(
          setting.name(),
          words.clean(setting.value()),
          words.clean(texts.get(setting.source())),
          setting.isDefault());
    }
  }

  /** The whole document. */
  public static DiagnosticsDocument of(Report report, Texts texts) {
    Words words = Words.of(report, texts);
    Map<String, Long> summary = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      summary.put(status.code(), report.count(status));
    }
    return new DiagnosticsDocument(
        report.verdict().code(),
        report.exitCode().code(),
        report.started().toString(),
        report.took().toMillis(),
        report.quick(),
        report.sections().stream().map(Section::code).toList(),
        summary,
        report.findings().stream().map(finding -> Row.of(finding, words)).toList(),
        report.traces().stream().map(Topic::of).toList(),
        report.settings().effective().stream()
            .map(setting -> Setting.of(setting, texts, words))
            .toList());
  }
}
