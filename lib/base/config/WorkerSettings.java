package lib.base.config;

import java.time.Duration;

/**
 * How the worker works.
 *
 * @param retryAttempts retries of a task that has none set yet
 * @param httpPort port of the status endpoint; 0 = off
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
    Duration bpmnCacheTtl,
    int bpmnCacheMaxSize) {}
