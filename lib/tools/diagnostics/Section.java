package lib.tools.diagnostics;

import java.util.Locale;

/** The parts of a report, in the order in which they are shown. */
public enum Section {
  CAMUNDA,
  RABBITMQ,
  /** Which topic goes where. */
  ROUTING,
  SETTINGS;

  /** The name in JSON and in the keys of texts. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
