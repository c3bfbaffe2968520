package lib.tools.diagnostics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import lib.base.files.FileReplacement;
import lib.base.files.UnwrittenFile;
import lib.base.json.Json;
import lib.base.text.Texts;

/**
 * A file with a report: HTML if its name ends so, else JSON. It appears under its name when it is
 * complete; whoever reads it meanwhile sees the one before.
 *
 * @param path absolute
 */
public record ReportFile(Path path) {

  /**
   * Writes it.
   *
   * @throws UnwrittenFile if that is not possible
   */
  public void write(Report report, Texts texts) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String content =
        name.endsWith(".html") || name.endsWith(".htm")
            ? new HtmlReport(report, texts).page()
            : Json.pretty(DiagnosticsDocument.of(report, texts)) + "\n";
    try {
      try (FileReplacement file = new FileReplacement(path)) {
        file.stream().write(content.getBytes(StandardCharsets.UTF_8));
        file.commit();
      }
    } catch (IOException e) {
      throw new UnwrittenFile("diagnostics.export_failed", path, e);
    }
  }
}
