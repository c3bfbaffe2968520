package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.systems.camunda.CamundaException;
import lib.systems.rabbitmq.BrokerException;
import lib.tools.diagnostics.Check;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Browser;
import tests.support.Command;
import tests.support.DiagnosisRun;
import tests.support.Project;

/** The exported page, also in a real browser, and the texts of all findings. */
@Tag("cli")
class DiagnosticsReportTest {

  private static final String EVIL = "<script>document.title='x'</script>\"'&";

  @TempDir private Path folder;

  /** A page with many problems and a value that would be markup. */
  private Path page(String name) {
    Path page = folder.resolve(name);
    DiagnosisRun.nowhere("--export", page.toString())
        .env("CAMUNDA_WORKER_ID", EVIL)
        .env("CAMUNDA_MAX_TASKS", "5000")
        .run()
        .expect(2);
    return page;
  }

  @Test
  void isOnePageThatNeedsNothingElse() throws IOException {
    String page = Files.readString(page("report.html"));
    assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
    assertFalse(
        Pattern.compile("<script|<link|<img|<iframe|src=|href=|url\\(|@import")
            .matcher(page)
            .find());
    assertThat(page).contains("&lt;script&gt;document.title=&#39;x&#39;&lt;/script&gt;&quot;");
    assertThat(page).contains("@media print");
    assertThat(page).contains("prefers-color-scheme: dark");
    assertThat(page).contains("Set camunda.max_tasks = 1200");
  }

  @Test
  void isJsonUnderAnyOtherName() throws IOException {
    assertThat(Files.readString(page("report.txt"))).startsWith("{\n  \"status\": \"failure\",");
    assertThat(Files.readString(page("REPORT.HTM"))).startsWith("<!DOCTYPE html>");
  }

  @Test
  void replacesTheOneBefore() throws IOException {
    Files.writeString(folder.resolve("report.html"), "old");
    assertThat(Files.readString(page("report.html"))).startsWith("<!DOCTYPE html>");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  private Command.Result browse(String... arguments) {
    return new Browser(folder).run(arguments);
  }

  @Test
  void isUnderstoodByABrowser() {
    String dom = browse("--dump-dom", page("report.html").toUri().toString()).stdout();
    assertThat(dom).contains("<title>Diagnostics of Universal Camunda Worker</title>");
    assertEquals(3, count(dom, "<article class=\"(failure|warning)\">"), dom);
    assertTrue(count(dom, "<tr") > 80, dom);
    assertEquals(0, count(dom, "<script"), dom);
  }

  @Test
  void isShownAndPrinted() throws IOException {
    String page = page("report.html").toUri().toString();
    Path picture = folder.resolve("report.png");
    browse("--screenshot=" + picture, "--window-size=1000,1400", page);
    assertTrue(Files.size(picture) > 20_000, "a picture with something on it");
    Path paper = folder.resolve("report.pdf");
    browse("--print-to-pdf=" + paper, "--no-pdf-header-footer", page);
    assertThat(Files.readString(paper, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  private static Properties texts() throws IOException {
    Properties texts = new Properties();
    texts.load(
        new StringReader(
            Project.read(
                Project.home().resolve("lib/tools/diagnostics/diagnostics_en.properties"))));
    return texts;
  }

  /** A finding without its text would only be noticed on the day that it is needed. */
  @Test
  void everyFindingHasItsTextsAndEveryProblemItsAdvice() throws IOException {
    Properties texts = texts();
    Pattern made =
        Pattern.compile(
            "CheckResult\\s*\\.(ok|warning|failure|skipped)\\(\\s*Check\\.(\\w+),\\s*\"(\\w+)\"");
    Pattern added = Pattern.compile("\\badd\\(\\s*\"[^\"]+\",\\s*\"(\\w+)\"");
    try (Stream<Path> files = Files.list(Project.home().resolve("lib/tools/diagnostics"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        for (MatchResult match : made.matcher(Project.read(file)).results().toList()) {
          Check check = Check.valueOf(match.group(2));
          boolean problem = List.of("warning", "failure").contains(match.group(1));
          assertText(texts, check.id(), match.group(3), problem);
        }
        for (MatchResult match : added.matcher(Project.read(file)).results().toList()) {
          assertText(texts, Check.SETTINGS_VALUE.id(), match.group(1), true);
        }
      }
    }
    for (CamundaException.Kind kind : CamundaException.Kind.values()) {
      assertText(texts, "camunda", kind.name().toLowerCase(Locale.ROOT), true);
    }
    for (BrokerException.Kind kind : BrokerException.Kind.values()) {
      assertText(texts, "rabbitmq.connection", kind.name().toLowerCase(Locale.ROOT), true);
    }
    for (Check check : Check.values()) {
      assertTrue(texts.containsKey("diagnostics.name." + check.id()), check.id());
    }
  }

  private static void assertText(Properties texts, String id, String kind, boolean problem) {
    String system = id.replaceFirst("\\..*", "");
    Optional<String> key =
        Stream.of(id, system, "any")
            .map(place -> "diagnostics." + place + "." + kind)
            .filter(texts::containsKey)
            .findFirst();
    assertTrue(key.isPresent(), "no text for " + id + " " + kind);
    assertTrue(!problem || texts.containsKey(key.orElseThrow() + ".advice"), "no advice: " + key);
  }
}
