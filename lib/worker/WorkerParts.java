package lib.worker;

//SOURCES EngineWatch.java
//SOURCES WorkerLog.java
//SOURCES WorkerStatus.java
//SOURCES ../camunda/Engine.java
//SOURCES ../camunda/ExternalTasks.java

import java.time.Clock;
import lib.camunda.Engine;
import lib.camunda.ExternalTasks;

/** What most parts of the worker need. */
record WorkerParts(
    Engine engine,
    ExternalTasks tasks,
    EngineWatch watch,
    WorkerStatus status,
    WorkerLog log,
    Clock clock) {}
