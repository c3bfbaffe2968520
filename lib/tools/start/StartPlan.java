package lib.tools.start;

import java.time.Duration;
import java.util.Optional;
import lib.systems.camunda.ProcessDefinition;
import lib.systems.camunda.StartRequest;

/**
 * What is to be started and how careful to be about it.
 *
 * @param dryRun everything but the start itself
 * @param unique not if a running instance has the business key already
 * @param force without asking about a suspended definition
 * @param follow how long to follow the instance, if at all
 */
public record StartPlan(
    ProcessDefinition definition,
    StartRequest request,
    boolean dryRun,
    boolean unique,
    boolean force,
    Optional<Duration> follow) {}
