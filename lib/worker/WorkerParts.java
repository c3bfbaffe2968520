package lib.worker;

//SOURCES WorkerLog.java
//SOURCES WorkerStatus.java
//SOURCES ../camunda/Engine.java
//SOURCES ../camunda/ExternalTasks.java

import java.time.Clock;
import lib.camunda.Engine;
import lib.camunda.ExternalTasks;

/** What most parts of the worker need. */
record WorkerParts(
    Engine engine, ExternalTasks tasks, WorkerStatus status, WorkerLog log, Clock clock) {}
