package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.tools.worker.UniversalWorker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.TestEnvironment;

/**
 * What Prometheus sees of a worker that has routed tasks and met errors. There is no parser of the
 * text format for Java that is still maintained, so the names are checked by the client library's
 * own rules and the text line by line by the format's grammar.
 */
@Tag("engine")
@Tag("rabbitmq")
class MetricsTest {

  /** Every label with the values it may have, as few as they are known. */
  private static final Map<String, Set<String>> LABELS =
      Map.of(
          "system", Set.of("bitrix24", "openproject", "1c", "python-services", "default"),
          "result", Set.of("hit", "miss"),
          "server", Set.of("camunda", "rabbitmq"),
          "loop", Set.of("routing", "responses"));

  private static final String NAME = "[a-z][a-z0-9_]*";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "("
              + NAME
              + ")(\\{"
              + NAME
              + "=\"[^\"\\\\]*\"(," // no text of ours has quotes or backslashes
              + NAME
              + "=\"[^\"\\\\]*\")*\\})? (NaN|-?[0-9.]+(E-?[0-9]+)?)");

  private static TestEnvironment corner;
  private static UniversalWorker worker;

  @BeforeAll
  static void useAWorker() throws InterruptedException {
    corner = new TestEnvironment();
    worker = corner.startWorker();
    corner.engine().deploy(Bpmn.oneTask("measured", "send_email"));
    corner.engine().start("measured");
    corner.broker().send("camunda.responses.queue", "no answer at all");
    Eventually.that(
        "a task and an error", () -> text().contains("ucw_routed_tasks_total") && isCounted());
  }

  private static boolean isCounted() {
    return text().contains("ucw_routed_tasks_total{system=\"python-services\"} 1.0")
        && text().contains("ucw_answers_total{outcome=\"malformed\"} 1.0")
        && text().contains("ucw_errors_total{kind=\"json_parse_error\"} 1.0");
  }

  @AfterAll
  static void clean() throws InterruptedException {
    worker.stop();
    corner.close();
  }

  private static MetricSnapshots scrape() {
    return worker.status().metrics().scrape();
  }

  private static String text() {
    return ExpositionFormats.init().getPrometheusTextFormatWriter().toDebugString(scrape());
  }

  @Test
  void everyMetricHasHelpAndEndsInItsUnit() {
    for (MetricSnapshot metric : scrape()) {
      MetricMetadata metadata = metric.getMetadata();
      String name = metadata.getName();
      assertTrue(PrometheusNaming.isValidMetricName(name), name);
      assertThat(name).startsWith("ucw_");
      assertThat(metadata.getHelp()).as(name).endsWith(".");
      if (!(metric instanceof InfoSnapshot)) { // Those end in _info, as the format demands.
        assertThat(name).endsWith("_" + metadata.getUnit());
      }
    }
  }

  @Test
  void noLabelIsUnbounded() {
    for (MetricSnapshot metric : scrape()) {
      for (var point : metric.getDataPoints()) {
        for (Label label : point.getLabels()) {
          String where = metric.getMetadata().getName() + " " + label;
          assertFalse(label.getValue().matches(".*[0-9a-f]{8}-.*"), where); // an id
          if (LABELS.containsKey(label.getName())) {
            assertThat(LABELS.get(label.getName())).as(where).contains(label.getValue());
          } else {
            Set<String> others = Set.of("outcome", "kind", "problem", "version", "worker_id");
            assertThat(others).as(where).contains(label.getName());
          }
        }
      }
    }
  }

  @Test
  void theTextIsWhatPrometheusReads() {
    Set<String> types = new TreeSet<>();
    Set<String> samples = new TreeSet<>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        assertTrue(types.add(line.split(" ")[2]), () -> "twice: " + line);
      } else if (!line.startsWith("# HELP ")) {
        var matcher = SAMPLE.matcher(line);
        assertTrue(matcher.matches(), line);
        assertTrue(samples.add(line.substring(0, line.lastIndexOf(' '))), () -> "twice: " + line);
        String family = matcher.group(1).replaceFirst("_(count|sum)$", "");
        assertThat(types).as(() -> "without a type: " + line).contains(family);
      }
    }
    assertTrue(samples.size() > 50, samples::toString);
  }

  @Test
  void openMetricsAreOfferedToo() {
    String text = ExpositionFormats.init().getOpenMetricsTextFormatWriter().toDebugString(scrape());
    assertThat(text).contains("# UNIT ucw_task_routing_seconds seconds\n");
    assertThat(text).endsWith("# EOF\n");
  }

  @Test
  void thePageAndTheMetricsCountAlike() {
    assertEquals(Map.of("python-services", 1L), withoutZeros(worker.status().routedBySystem()));
    assertEquals(Map.of("malformed", 1L), withoutZeros(worker.status().counts().get("answers")));
  }

  private static Map<String, Long> withoutZeros(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() != 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Test
  void theClientOfRabbitMqCountsItsMessages() {
    List<String> wanted =
        List.of(
            "ucw_amqp_open_connections 2.0",
            "ucw_amqp_acknowledged_messages_total 1.0",
            "ucw_amqp_consumed_messages_total 1.0",
            "ucw_amqp_published_messages_total 2.0",
            "ucw_amqp_confirmed_messages_total 2.0");
    Eventually.that("counted", () -> wanted.stream().allMatch(text()::contains), MetricsTest::text);
  }

  @Test
  void everyKindOfErrorIsThereBeforeItsFirstOne() {
    for (String kind : List.of("task_error", "bug", "camunda.timeout", "rabbitmq.topology")) {
      assertThat(text()).as(kind).contains("ucw_errors_total{kind=\"" + kind + "\"} 0.0");
    }
  }
}
