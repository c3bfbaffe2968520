package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Command;
import tests.support.DiagnosisRun;
import tests.support.ProjectBroker;

/** What somebody reads who has nothing but the screen. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class DiagnosticsDetailTest {

  private final DiagnosisRun diagnosed = new DiagnosisRun();

  @BeforeEach
  void prepare() {
    diagnosed.prepare();
  }

  @AfterEach
  void close() {
    diagnosed.close();
  }

  private static List<String> marked(Command.Result result) {
    return result.stdoutLines().stream().filter(line -> line.matches("   [✅⚠❌⏭].*")).toList();
  }

  @ParameterizedTest
  @CsvSource({"en, Requests, answers, ms", "ru, Запросы, отвечает, мс"})
  void everyLineSaysWhatItIsAbout(String language, String requests, String answers, String unit) {
    Command.Result result = diagnosed.tool("--detailed", "--lang", language).run().expect(1);
    List<String> asked =
        marked(result).stream().filter(line -> line.contains(" " + requests + ": ")).toList();
    assertEquals(18, new HashSet<>(asked).size(), asked::toString);
    String form = ".* %s: (GET|POST|PUT) /\\S+: %s \\(\\d+ %s\\)";
    assertThat(asked).allMatch(line -> line.matches(form.formatted(requests, answers, unit)));
    assertThat(result.stdout()).doesNotContain("()", "null", "Optional", "%s", "%1$s");
    List<String> checks = result.stdoutLines().stream().filter(l -> l.startsWith("   ✅")).toList();
    assertEquals(checks.size(), Set.copyOf(checks).size(), checks::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "en, 'Bindings: 13 of 14 OK, not OK: 1 (below)'",
    "ru, 'Привязки: в порядке 13 из 14, не в порядке: 1 (см. ниже)'"
  })
  void whatIsMissingFromASumStandsBelowIt(String language, String sum) {
    diagnosed
        .corner()
        .broker()
        .with(channel -> channel.queueUnbind("1c.queue", ProjectBroker.TASKS, "1c.#"));
    Command.Result result = diagnosed.tool("--lang", language).run().expect(2);
    List<String> lines = marked(result);
    int at = lines.indexOf("   ✅ " + sum);
    assertThat(at).as(result::toString).isNotNegative();
    assertThat(lines.get(at + 1)).startsWith("   ❌").contains("1c.queue (1c.#)");
  }

  @Test
  void aValueThatMeansTheDefaultIsNoChange() {
    Command.Result result =
        diagnosed
            .tool("--camunda-only")
            .env("CAMUNDA_TLS_VERIFY", "True")
            .env("RABBITMQ_TLS_VERIFY", "yes")
            .env("CAMUNDA_MAX_TASKS", "050")
            .env("LOG_LEVEL", "info")
            .run()
            .expect(0);
    assertThat(result.stdout()).doesNotContain("tls_verify", "max_tasks", "log.level");
    Command.Result all = diagnosed.tool().env("CAMUNDA_TLS_VERIFY", "True").run().expect(1);
    assertThat(all.stdout()).contains("Settings that are not default").doesNotContain("tls_verify");
    Command.Result other = diagnosed.tool().env("CAMUNDA_MAX_TASKS", "051").run().expect(1);
    assertThat(other.stdout()).contains("     camunda.max_tasks = 051  (");
  }
}
