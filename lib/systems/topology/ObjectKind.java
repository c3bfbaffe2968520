package lib.systems.topology;

import lib.base.text.Coded;

/** What a topology consists of. */
public enum ObjectKind implements Coded {
  EXCHANGE,
  QUEUE,
  BINDING
}
