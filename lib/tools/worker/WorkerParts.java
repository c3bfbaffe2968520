package lib.tools.worker;

import java.time.Clock;
import lib.systems.camunda.Engine;
import lib.systems.camunda.ExternalTasks;

/** What most parts of the worker need. */
record WorkerParts(
    Engine engine,
    ExternalTasks tasks,
    EngineWatch watch,
    WorkerStatus status,
    WorkerLog log,
    Clock clock) {}
