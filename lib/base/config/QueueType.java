package lib.base.config;

/** The type that queues are declared with (https://www.rabbitmq.com/docs/queues). */
public enum QueueType {
  CLASSIC,
  QUORUM
}
