package lib.tools.status;

import lib.base.text.Coded;

/** The verdict in three words. */
public enum Headline implements Coded {
  READY,
  REMARKS,
  RABBITMQ_PROBLEM,
  CAMUNDA_PROBLEM,
  CONNECTION_PROBLEMS,
  WORKER_DOWN,
  WORK_STANDS_STILL
}
