package lib.queues;

//SOURCES Level.java
//SOURCES QueueRole.java
//SOURCES ../rabbitmq/QueueState.java

import lib.rabbitmq.QueueState;

/**
 * A queue with what it is for.
 *
 * @param level by the thresholds; OK for a queue whose messages cannot be counted
 */
public record CheckedQueue(QueueState state, QueueRole role, Level level) {}
