package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lib.base.json.Json;
import lib.tools.worker.status.Health;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.FreePort;
import tests.support.Bpmn;
import tests.support.Browser;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Project;
import tests.support.StaticServer;
import tests.support.TestEnvironment;
import tests.support.WatchedWorker;

/** The page that a worker shows of itself, in a real browser. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class WorkerPageTest {

  private static final String EVIL = "<img src=x onerror=document.title='x'>";

  private static TestEnvironment corner;
  private static WatchedWorker worker;
  private static String silent;

  @TempDir private Path folder;

  /** A worker that has sent three tasks and got an answer that is none, with a hostile name. */
  @BeforeAll
  static void startWorker() {
    corner = new TestEnvironment();
    silent = "http://127.0.0.1:" + FreePort.find();
    int port = FreePort.find();
    Command command =
        corner
            .command("worker.java", "--http-port", "" + port)
            .env("CAMUNDA_WORKER_ID", EVIL)
            .env("WORKER_STATUS_URLS", "http://127.0.0.1:" + port + "," + silent);
    worker = WatchedWorker.start(command, port).awaitHealthy();
    corner.engine().deploy(Bpmn.oneTask("shown", "bitrix24"));
    for (int i = 0; i < 3; i++) {
      corner.engine().start("shown");
    }
    corner.broker().send("camunda.responses.queue", "{\"task_id\": \"" + EVIL + "\", \"x\": 1}");
    Eventually.that(
        "the tasks are sent and the answer is refused",
        () ->
            worker.status().at("/counters/tasks/handed_over").asLong() == 3
                && worker.status().path("errors").size() == 1,
        () -> worker.get("/status").body());
  }

  @AfterAll
  static void stopWorker() {
    worker.close();
    corner.close();
  }

  private String page(String query) {
    return worker.url() + "/" + query;
  }

  @Test
  void showsTheValuesOfTheStatus() {
    JsonNode status = worker.status();
    Command.Result shown = new Browser(folder).dom(page("?lang=en"));
    String dom = shown.stdout();
    assertThat(dom).contains("<html lang=\"en\">");
    assertThat(verdict(dom)).contains("class=\"good\"").contains("✓ Works");
    assertThat(dom).contains("<dd id=\"hand-tasks\">0</dd>");
    assertThat(dom)
        .containsPattern("<td>bitrix24</td><td>bitrix24.queue</td><td class=\"number\">3</td>");
    assertThat(dom)
        .containsPattern(
            "<td>openproject</td><td>openproject.queue</td><td class=\"number\">0</td>");
    assertThat(dom).contains("breaks the contract</td><td class=\"number\">1</td>");
    assertThat(dom).contains("<title>bitrix24.queue</title>");
    assertThat(dom).contains("3 sent");
    assertThat(count(dom, "<svg ")).isEqualTo(3);
    assertThat(dom).contains(status.path("host").asText());
    assertThat(shown.stderr()).doesNotContain("CONSOLE");
  }

  @Test
  void speaksBothLanguagesAndHasATextForEachPart() throws IOException {
    String russian = new Browser(folder).dom(page("?lang=ru")).stdout();
    assertThat(russian)
        .contains("<html lang=\"ru\">")
        .contains("✓ Работает")
        .contains("Путь задач (");
    String english = new Browser(folder).dom(page("")).stdout();
    assertThat(english).contains("<html lang=\"en\">").contains("The way of the tasks (");
    String texts =
        Project.read(Project.home().resolve("lib/tools/worker/web/workerpage_en.properties"));
    String script = Project.read(Project.home().resolve("lib/tools/worker/web/worker_page.js"));
    for (MatchResult used :
        Pattern.compile("\\bt\\(\"([\\w.]+)\"[,)]").matcher(script).results().toList()) {
      assertThat(texts).contains("workerpage." + used.group(1) + " = ");
    }
    for (JsonNode outcome : setup(english).path("outcomes")) {
      assertThat(texts).contains("workerpage.outcome." + outcome.path("code").asText() + " = ");
    }
    for (var kind : Health.Kind.values()) {
      assertThat(texts).contains("workerpage.problem." + kind.code() + " = ");
    }
  }

  @Test
  void letsNoNameBecomeMarkup() {
    Command.Result shown = new Browser(folder).dom(page(""));
    assertThat(shown.stdout()).contains("&lt;img src=x onerror").doesNotContain("<img");
    assertThat(shown.stdout()).contains("<title>✓ Universal Camunda Worker</title>");
    assertThat(shown.stderr()).doesNotContain("CONSOLE");
  }

  @Test
  void allowsNothingButItsOwnScriptAndNeedsNothingFromElsewhere() {
    HttpResponse<String> page = worker.get("/");
    HttpResponse<String> another = worker.get("/");
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertThat(policy)
        .startsWith("default-src 'none'; script-src 'nonce-")
        .doesNotContain("unsafe");
    assertThat(another.headers().firstValue("Content-Security-Policy")).isNotEqualTo(policy);
    assertThat(page.body()).doesNotContainPattern("(src|href|action)=\"?(http|//|/)");
    assertThat(page.body()).doesNotContain("{{");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void namesEveryWorkerOfTheSettings() {
    String dom = new Browser(folder).dom(page("")).stdout();
    assertThat(dom)
        .containsPattern("<td>" + worker.url() + "</td><td><span class=\"state-good\">Works");
    assertThat(dom)
        .containsPattern("<td>" + silent + "</td><td><span class=\"state-bad\">Does not answer");
  }

  /** A proxy's path in front of it, and a worker that has gone: the page is there, nothing else. */
  @Test
  void saysThatTheWorkerHasGone() throws IOException {
    Files.createDirectories(folder.resolve("site/ucw"));
    Files.writeString(folder.resolve("site/ucw/index.html"), worker.get("/").body());
    try (StaticServer site = new StaticServer(folder.resolve("site"))) {
      String dom = new Browser(folder).dom(site.url() + "ucw/index.html").stdout();
      assertThat(verdict(dom)).contains("class=\"bad\"").contains("✗ The worker does not answer");
      assertThat(dom).contains("<body class=\"gone\">");
    }
  }

  @Test
  void worksBehindThePathOfAProxy() throws IOException {
    Files.createDirectories(folder.resolve("site/ucw"));
    Files.writeString(folder.resolve("site/ucw/index.html"), worker.get("/").body());
    for (String name : new String[] {"status", "recent", "workers"}) {
      Files.writeString(folder.resolve("site/ucw/" + name), worker.get("/" + name).body());
    }
    try (StaticServer site = new StaticServer(folder.resolve("site"))) {
      String dom = new Browser(folder).dom(site.url() + "ucw/index.html").stdout();
      assertThat(verdict(dom)).contains("class=\"good\"");
      assertThat(dom).contains("3 sent");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 800, 1600})
  void isNoWiderThanTheWindow(int width) throws IOException {
    Path picture = folder.resolve("page.png");
    new Browser(folder)
        .run(
            "--screenshot=" + picture,
            "--window-size=" + width + ",1400",
            "--virtual-time-budget=6000",
            page(""));
    assertThat(Files.size(picture)).isGreaterThan(20_000);
  }

  @Test
  void hasAHistoryThatGrows() throws IOException {
    Eventually.that(
        "two moments",
        () -> json("/recent").path("moments").size() >= 2,
        () -> worker.get("/recent").body());
    JsonNode history = json("/recent");
    JsonNode last = history.path("moments").get(history.path("moments").size() - 1);
    assertThat(history.path("period_seconds").asInt()).isEqualTo(5);
    assertThat(last.path("time").asLong()).isPositive();
    assertThat(last.path("tasks").asLong()).isLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ru | ru",
        "ru-RU,ru;q=0.9,en-US;q=0.8 | ru",
        "de,en;q=0.5,ru;q=0.7 | ru",
        "en-GB | en",
        "RU | ru",
        "de-DE | en",
        "ru;q=0 | en",
        "*;q=0.5 | en",
        ";;;=?! | en"
      })
  void speaksTheLanguageThatTheBrowserAsksFor(String accepted, String language) {
    assertThat(worker.get("/", "Accept-Language", accepted).body())
        .contains("<html lang=\"" + language + "\">");
    assertThat(worker.get("/?lang=en", "Accept-Language", accepted).body())
        .contains("<html lang=\"en\">");
  }

  private static JsonNode json(String path) {
    try {
      return Json.MAPPER.readTree(worker.get(path).body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  private static JsonNode setup(String dom) throws IOException {
    var found = Pattern.compile("id=\"setup\"[^>]*>([^<]*)<").matcher(dom);
    assertThat(found.find()).isTrue();
    return Json.MAPPER.readTree(found.group(1));
  }

  private static String verdict(String dom) {
    return dom.replaceFirst("(?s).*<section id=\"verdict\"", "")
        .replaceFirst("(?s)</section>.*", "");
  }

  private static long count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
