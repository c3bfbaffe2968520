package lib.tools.processes.instance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import lib.base.files.PackedFile;
import lib.base.json.Json;
import lib.base.text.Html;
import lib.base.text.Texts;

/**
 * An instance as a page of HTML that needs nothing else: its model drawn, with the place marked at
 * which it stands. Its policy allows its own two scripts, by their digests, and no other resource.
 *
 * <p>The model is drawn by bpmn-js; its licence demands that its watermark stays as it is.
 *
 * @see <a href="https://bpmn.io/license/">bpmn.io licence</a>
 * @param view for the words that it shares with the screen
 */
record InstancePage(Texts texts, InstanceView view) {

  private static final String VIEWER = PackedFile.text("bpmn_viewer.js");
  private static final String SCRIPT = PackedFile.text("instance_page.js");
  private static final String STYLE = PackedFile.text("instance_page.css");

  /**
   * The page.
   *
   * @param xml the model
   */
  String of(InstanceReport report, String xml) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n<html lang=\"" + texts.language().code() + "\">\n<head>\n");
    html.raw("<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
    html.text(policy()).raw("\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.element("title", "", texts.get("instance.page.title", report.instance().id())).raw("\n");
    html.raw("<style>").raw(STYLE).raw("</style>\n</head>\n<body>\n");
    head(html, report);
    html.raw("<main id=\"picture\"></main>\n<section>");
    html.raw("<p id=\"told\" class=\"bad\" hidden>").text(texts.get("instance.page.no_drawing"));
    html.raw("</p>");
    legend(html, report);
    html.raw("</section>\n<script type=\"application/json\" id=\"data\">");
    html.raw(data(report, xml)).raw("</script>\n");
    html.raw("<script>").raw(VIEWER).raw("</script>\n");
    return html.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n").toString();
  }

  private static String policy() {
    return "default-src 'none'; img-src data:; style-src '%s'; script-src '%s' '%s'"
        .formatted(digest(STYLE), digest(VIEWER), digest(SCRIPT));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void head(Html html, InstanceReport report) {
    html.raw("<header>");
    html.element("h1", "", texts.get("instance.page.title", report.instance().id()));
    html.element("p", "", view.stateLine(report.instance()));
    view.headLines(report).forEach(line -> html.element("p", "", line));
    html.raw("</header>\n");
  }

  private void legend(Html html, InstanceReport report) {
    html.raw("<p><span class=\"legend\"></span>").text(texts.get("instance.page.here")).raw("</p>");
    report.activities().forEach(activity -> html.element("p", "dim", view.words(activity)));
    if (!report.incidents().isEmpty()) {
      html.raw("<p><span class=\"legend red\"></span>");
      html.text(texts.get("instance.page.failed")).raw("</p>");
      report.incidents().forEach(incident -> html.element("p", "bad", view.words(incident)));
    }
  }

  /** Inside of a script nothing may look like its end. */
  private static String data(InstanceReport report, String xml) {
    String id = report.instance().id();
    List<String> here = report.activities().stream().map(InstanceReport.Activity::id).toList();
    List<String> failed =
        report.incidents().stream()
            .filter(incident -> incident.processInstanceId().equals(id))
            .flatMap(incident -> incident.activityId().stream())
            .toList();
    return Json.write(Map.of("xml", xml, "here", here, "failed", failed)).replace("<", "\\u003c");
  }
}
