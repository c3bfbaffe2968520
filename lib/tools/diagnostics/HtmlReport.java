package lib.tools.diagnostics;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import lib.base.config.EffectiveSetting;
import lib.base.files.PackedFile;
import lib.base.text.Html;
import lib.base.text.Texts;

/**
 * A report as one HTML page that needs nothing else: no script, no file, no network. It follows the
 * reader's light or dark colours and prints on paper.
 */
final class HtmlReport {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneId.systemDefault());

  private final Report report;
  private final Texts texts;
  private final Words words;
  private final Html html = new Html();

  HtmlReport(Report report, Texts texts) {
    this.report = report;
    this.texts = texts;
    this.words = Words.of(report, texts);
  }

  String page() {
    String title = words.get("html.title");
    html.raw("<!DOCTYPE html>\n<html lang=\"" + texts.language().code() + "\">\n<head>\n");
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.element("title", "", title)
        .raw("\n<style>\n")
        .raw(PackedFile.text("diagnostics_report.css"))
        .raw("</style>\n</head>\n<body>\n");
    head(title);
    problems();
    report.sections().forEach(this::section);
    topics();
    settings();
    html.raw("</body>\n</html>\n");
    return html.toString();
  }

  private void head(String title) {
    Status verdict = report.verdict();
    html.raw("<header>\n").element("h1", "", title).raw("\n");
    String line = words.get("html." + report.verdictKey());
    html.element("p", "verdict " + verdict.code(), line).raw("\n<p class=\"sums\">");
    for (Status status : List.of(Status.FAILURE, Status.WARNING, Status.OK, Status.SKIPPED)) {
      String sum = words.get("html.sum." + status.code(), Texts.number(report.count(status)));
      html.element("span", "badge " + status.code(), sum).raw(" ");
    }
    html.raw("</p>\n<dl class=\"facts\">");
    fact("html.time", TIME.format(report.started()));
    fact("html.took", Texts.number(report.took().toMillis()));
    fact("html.camunda", report.settings().camunda().baseUrl().toString());
    fact("html.rabbitmq", broker());
    html.raw("</dl>\n</header>\n");
  }

  private String broker() {
    List<String> addresses = new ArrayList<>();
    report.settings().rabbit().addresses().forEach(address -> addresses.add(address.toString()));
    return String.join(", ", addresses)
        + " (vhost "
        + report.settings().rabbit().virtualHost()
        + ")";
  }

  private void fact(String key, String value) {
    html.raw("<div>").element("dt", "", words.get(key)).element("dd", "", words.clean(value));
    html.raw("</div>\n");
  }

  /** The worst first: this is read from the top. */
  private void problems() {
    if (report.verdict() == Status.OK) {
      return;
    }
    html.raw("<section>\n").element("h2", "", words.get("html.problems")).raw("\n");
    for (Status status : List.of(Status.FAILURE, Status.WARNING)) {
      AlikeResults.of(report, status, words).forEach(this::problem);
    }
    html.raw("</section>\n");
  }

  private void problem(AlikeResults problem) {
    CheckResult first = problem.first();
    html.raw("<article class=\"" + first.status().code() + "\">\n<h3>");
    badge(first.status());
    html.text(words.fullName(first.check())).raw("</h3>\n");
    if (problem.findings().size() == 1) {
      html.element("p", "found", words.found(first)).raw("\n");
    } else {
      list(problem.findings().stream().map(words::found).toList());
    }
    list(words.details(first));
    html.raw("<dl>");
    problem.findings().stream()
        .flatMap(finding -> words.expected(finding).stream())
        .distinct()
        .forEach(text -> term("html.expected", text));
    words.advice(first).ifPresent(text -> term("html.advice", text));
    html.raw("</dl>\n</article>\n");
  }

  private void list(List<String> lines) {
    if (!lines.isEmpty()) {
      html.raw("<ul>");
      lines.forEach(line -> html.element("li", "", line));
      html.raw("</ul>\n");
    }
  }

  private void badge(Status status) {
    html.element("span", "badge " + status.code(), words.get("html.status." + status.code()));
    html.raw(" ");
  }

  private void term(String key, String text) {
    html.element("dt", "", words.get(key)).element("dd", "", text);
  }

  private void section(Section section) {
    html.raw("<section>\n").element("h2", "", words.get("html.section." + section.code()));
    html.raw("\n<table class=\"checks\">\n<thead><tr>");
    for (String column : List.of("html.status", "html.check", "html.found")) {
      html.element("th", "", words.get(column));
    }
    html.raw("</tr></thead>\n<tbody>\n");
    report.of(section).forEach(this::row);
    html.raw("</tbody>\n</table>\n</section>\n");
  }

  private void row(CheckResult finding) {
    html.raw("<tr><td>");
    badge(finding.status());
    html.raw("</td>").element("td", "", words.name(finding.check()));
    boolean named = finding.object().isEmpty() || words.found(finding).contains(finding.object());
    String object = named ? "" : finding.object() + ": ";
    html.element("td", "", words.clean(object) + words.found(finding)).raw("</tr>\n");
  }

  private void topics() {
    if (report.traces().isEmpty()) {
      return;
    }
    html.raw("<section>\n").element("h2", "", words.get("html.topics"));
    html.raw("\n<table>\n<thead><tr>");
    for (String column : List.of("topic", "system", "key", "queues")) {
      html.element("th", "", words.get("html.topics." + column));
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (TopicTrace trace : report.traces()) {
      String queues = String.join(", ", trace.route().queues());
      html.raw(trace.problem().isPresent() ? "<tr class=\"bad\">" : "<tr>");
      html.element("td", "code", words.clean(trace.topic())).element("td", "", trace.system());
      html.element("td", "code", words.clean(trace.routingKey()));
      html.element("td", "code", words.clean(queues.isEmpty() ? "-" : queues)).raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n</section>\n");
  }

  private void settings() {
    html.raw("<section>\n").element("h2", "", words.get("html.settings"));
    html.raw("\n<table>\n<thead><tr>");
    for (String column : List.of("name", "value", "source")) {
      html.element("th", "", words.get("html.settings." + column));
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (EffectiveSetting setting : report.settings().effective()) {
      html.raw(setting.isDefault() ? "<tr class=\"default\">" : "<tr>");
      String value = setting.value().isEmpty() ? "-" : words.clean(setting.value());
      html.element("td", "code", setting.name()).element("td", "code", value);
      html.element("td", "", words.clean(texts.get(setting.source()))).raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n</section>\n");
  }
}
