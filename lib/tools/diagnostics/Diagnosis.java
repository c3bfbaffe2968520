package lib.tools.diagnostics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lib.base.config.Settings;
import lib.base.text.Texts;

/**
 * Looks at everything that was asked for and makes the report.
 *
 * @param texts for the lines of the log
 * @param home folder of the configuration
 */
public record Diagnosis(Settings settings, Texts texts, Path home, Scope scope, boolean quick) {

  /** What to look at. */
  public enum Scope {
    ALL,
    CAMUNDA,
    RABBITMQ
  }

  /** A quick answer has to be there 3 s after the call, however busy the machine is. */
  private static final Duration QUICK = Duration.ofMillis(2300);

  private static final Duration QUICK_AT_LEAST = Duration.ofMillis(1000);

  /** Longer than any sensible time limit of a single request; cron must get an end as well. */
  private static final Duration FULL = Duration.ofSeconds(90);

  /** Does it, asking both systems at the same time. */
  public Report run() throws InterruptedException {
    Instant started = Instant.now();
    long start = System.nanoTime();
    Deadline deadline = quick ? Deadline.afterStart(QUICK, QUICK_AT_LEAST) : Deadline.in(FULL);
    List<CheckResult> findings = new ArrayList<>();
    if (scope == Scope.ALL) {
      findings.addAll(new SettingsChecks(settings).findings());
      findings.addAll(SecretFiles.check(settings, home));
    }
    CamundaExamination camunda = new CamundaExamination(settings, deadline, quick);
    RabbitExamination rabbit = new RabbitExamination(settings, texts, deadline, quick);
    List<Examination> examinations =
        switch (scope) {
          case ALL -> List.of(camunda, rabbit);
          case CAMUNDA -> List.of(camunda);
          case RABBITMQ -> List.of(rabbit);
        };
    findings.addAll(Examiner.run(examinations, deadline));
    List<TopicTrace> traces = List.of();
    if (scope != Scope.CAMUNDA) {
      RoutingChecks routing = new RoutingChecks(settings, rabbit.broker());
      traces = routing.traces();
      findings.addAll(routing.findings(traces));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Report(started, took, quick, settings, findings, traces);
  }
}
