package lib.tools.diagnostics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import lib.base.config.CamundaSettings;
import lib.base.config.Settings;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.EngineEndpoints;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;

/**
 * Everything about the engine. Changes nothing there.
 *
 * @param limit nothing may take longer, whatever the settings say
 * @param quick whether to look at the connection only
 */
public record CamundaExamination(Settings settings, Duration limit, boolean quick)
    implements Examination {

  /** Enough to be quick, too few to be felt by an engine under load. */
  private static final int REQUESTS_AT_ONCE = 4;

  private static final List<Check> CONNECTION =
      List.of(Check.CAMUNDA_REACHABLE, Check.CAMUNDA_AUTHENTICATION, Check.CAMUNDA_VERSION);

  private static final List<Check> CONTENTS =
      List.of(
          Check.CAMUNDA_ENDPOINT,
          Check.CAMUNDA_DEFINITIONS,
          Check.CAMUNDA_INSTANCES,
          Check.CAMUNDA_TASKS,
          Check.CAMUNDA_TOPICS,
          Check.CAMUNDA_HISTORY,
          Check.CAMUNDA_INCIDENTS);

  @Override
  public List<Check> checks() {
    return quick ? CONNECTION : Stream.concat(CONNECTION.stream(), CONTENTS.stream()).toList();
  }

  @Override
  public void run(CheckResults findings) throws InterruptedException {
    CamundaSettings camunda = settings.camunda();
    if (limit.compareTo(camunda.httpTimeout()) < 0) {
      camunda = camunda.withHttpTimeout(limit);
    }
    Optional<RestClient> rest = new CamundaConnection(camunda, quick).check(findings);
    if (rest.isPresent() && !quick) {
      contents(rest.get(), findings);
    }
  }

  private void contents(RestClient rest, CheckResults findings) throws InterruptedException {
    EngineSurvey survey = new EngineSurvey(rest);
    CamundaContents contents =
        new CamundaContents(survey, new Rights(rest), rest.settings().tenantIds());
    EngineTopics topics = new EngineTopics(survey, settings.routing(), settings.worker().topics());
    List<Callable<Void>> work = new ArrayList<>();
    for (EngineEndpoints.Endpoint endpoint : EngineEndpoints.ALL) {
      work.add(task(() -> findings.add(CamundaEndpoints.check(rest, endpoint))));
    }
    work.add(one(Check.CAMUNDA_DEFINITIONS, contents::definitions, findings));
    work.add(one(Check.CAMUNDA_INSTANCES, contents::instances, findings));
    work.add(one(Check.CAMUNDA_TASKS, contents::tasks, findings));
    work.add(one(Check.CAMUNDA_HISTORY, contents::history, findings));
    work.add(one(Check.CAMUNDA_INCIDENTS, contents::incidents, findings));
    work.add(task(() -> guarded(Check.CAMUNDA_TOPICS, () -> topics.check(findings), findings)));
    ExecutorService threads = Executors.newFixedThreadPool(REQUESTS_AT_ONCE, Examiner::daemon);
    try {
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Void> one(
      Check check, Supplier<CheckResult> look, CheckResults findings) {
    return task(() -> guarded(check, () -> findings.add(look.get()), findings));
  }

  private static void guarded(Check check, Runnable look, CheckResults findings) {
    try {
      look.run();
    } catch (CamundaException e) {
      findings.add(CamundaFailure.of(check, e));
    }
  }

  private static Callable<Void> task(Runnable work) {
    return () -> {
      work.run();
      return null;
    };
  }
}
