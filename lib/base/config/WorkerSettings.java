package lib.base.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the worker works.
 *
 * @param retryAttempts retries of a task that has none set yet
 * @param httpPort port of the status endpoint; 0 = off
 * @param cancellationInterval between looks for cancelled tasks; empty = none
 * @param bpmnCacheTtl how long a process model is kept
 * @param bpmnCacheMaxSize how many process models are kept
 */
public record WorkerSettings(
    TopicSelection topics,
    int retryAttempts,
    Duration retryDelay,
    String httpHost,
    int httpPort,
    boolean responseHandlerEnabled,
    int responseConcurrency,
    int publishConcurrency,
    boolean returnOriginalVariables,
    Optional<Duration> cancellationInterval,
    Duration bpmnCacheTtl,
    int bpmnCacheMaxSize) {}
