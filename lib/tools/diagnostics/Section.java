package lib.tools.diagnostics;

import lib.base.text.Coded;

/** The parts of a report, in the order in which they are shown. */
public enum Section implements Coded {
  CAMUNDA,
  RABBITMQ,
  /** Which topic goes where. */
  ROUTING,
  SETTINGS
}
