package tests.tools.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.ExitCode;
import lib.base.text.Finding;
import lib.base.text.Message;
import lib.base.text.Severity;
import lib.tools.status.Answer;
import lib.tools.status.FindingCode;
import lib.tools.status.Headline;
import lib.tools.status.SystemStatus;
import lib.tools.status.Verdict;
import lib.tools.status.WorkerReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is not held against anybody. */
@Tag("unit")
class JudgingTest {

  private static final Message WHY = Message.of("status.too_slow", "somebody", 3);

  private static <T> Answer<T> none(String kind) {
    return new Answer.Missing<>(kind, WHY);
  }

  private static Verdict verdict(String worker, String engine, String broker) {
    Answer<WorkerReport> silent = none(worker);
    return Verdict.of(
        new SystemStatus(
            Instant.EPOCH,
            Map.of(URI.create("http://worker"), silent),
            none(engine),
            none(broker),
            Optional.empty(),
            Optional.empty()),
        "w");
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.findings().stream().map(Finding::code).distinct().toList();
  }

  @Test
  void aMachineThatIsTooSlowToTellBlamesNobody() {
    String slow = "status.slow_host";
    Verdict verdict = verdict(slow, slow, slow);
    assertEquals(List.of(FindingCode.SLOW_HOST.code()), codes(verdict));
    assertEquals(ExitCode.WARNING, verdict.exitCode());
    assertEquals(Headline.REMARKS, verdict.headline());
  }

  /** It had its time. */
  @Test
  void whoeverIsSilentIsBlamedAllTheSame() {
    Verdict verdict = verdict("status.slow_host", "camunda.timeout", "status.slow_host");
    assertThat(codes(verdict)).containsExactly("camunda_unreachable", "slow_host");
    assertEquals(Headline.CAMUNDA_PROBLEM, verdict.headline());
    assertEquals(
        Headline.CONNECTION_PROBLEMS,
        verdict("worker.timeout", "camunda.timeout", "rabbitmq.timeout").headline());
  }

  @Test
  void errorsThatAreOverDoNotLast() {
    Finding over = new Finding(Severity.WARNING, FindingCode.RECENT_ERRORS.code(), WHY);
    Finding now = new Finding(Severity.WARNING, FindingCode.ROUTING_OFF.code(), WHY);
    assertEquals(List.of(now), new Verdict(List.of(now, over)).lasting().findings());
    assertEquals(ExitCode.OK, new Verdict(List.of(over)).lasting().exitCode());
    assertEquals(ExitCode.WARNING, new Verdict(List.of(over)).exitCode());
  }
}
