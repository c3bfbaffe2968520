package lib.systems.topology;

import java.util.Locale;

/** What a topology consists of. */
public enum ObjectKind {
  EXCHANGE,
  QUEUE,
  BINDING;

  /** The stable name for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
