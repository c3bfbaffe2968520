package lib.tools.diagnostics;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lib.base.cli.Patience;
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

  /** With the start of the program a quick answer is there 3 s after the call. */
  private static final Duration QUICK = Duration.ofSeconds(2);

  /** Longer than any sensible time limit of a single request; cron must get an end as well. */
  private static final Duration FULL = Duration.ofSeconds(90);

  private static final Duration FULL_AT_MOST = Duration.ofSeconds(180);

  /** Does it, asking both systems at the same time. */
  public Report run() throws InterruptedException {
    Instant started = Instant.now();
    long start = System.nanoTime();
    List<CheckResult> findings = new ArrayList<>();
    if (scope == Scope.ALL) {
      findings.addAll(new SettingsChecks(settings).findings());
      findings.addAll(SecretFiles.check(settings, home));
    }
    CamundaExamination camunda = new CamundaExamination(settings, limit(), quick);
    RabbitExamination rabbit = new RabbitExamination(settings, texts, limit(), quick);
    List<Examination> examinations =
        switch (scope) {
          case ALL -> List.of(camunda, rabbit);
          case CAMUNDA -> List.of(camunda);
          case RABBITMQ -> List.of(rabbit);
        };
    Patience patience = quick ? Patience.of(QUICK) : Patience.of(FULL, FULL_AT_MOST);
    findings.addAll(Examiner.run(examinations, patience));
    List<TopicTrace> traces = List.of();
    if (scope != Scope.CAMUNDA) {
      RoutingChecks routing = new RoutingChecks(settings, rabbit.broker());
      traces = routing.traces();
      findings.addAll(routing.findings(traces));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Report(started, took, quick, settings, findings, traces);
  }

  /** For a single request: those of the settings hold, but nobody waits longer than for all. */
  private Duration limit() {
    return quick ? Patience.longest(QUICK) : FULL_AT_MOST;
  }
}
