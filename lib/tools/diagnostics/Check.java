package lib.tools.diagnostics;

import java.util.Locale;

/** All checks in the order in which they are shown. Their ids stay. */
public enum Check {
  CAMUNDA_REACHABLE(Section.CAMUNDA),
  CAMUNDA_AUTHENTICATION(Section.CAMUNDA),
  CAMUNDA_VERSION(Section.CAMUNDA),
  /** One finding a request that the system makes. */
  CAMUNDA_ENDPOINT(Section.CAMUNDA),
  CAMUNDA_DEFINITIONS(Section.CAMUNDA),
  CAMUNDA_INSTANCES(Section.CAMUNDA),
  CAMUNDA_TASKS(Section.CAMUNDA),
  /** Topics in the engine that nobody routes; one finding each. */
  CAMUNDA_TOPICS(Section.CAMUNDA),
  CAMUNDA_HISTORY(Section.CAMUNDA),
  CAMUNDA_INCIDENTS(Section.CAMUNDA),

  RABBITMQ_CONNECTION(Section.RABBITMQ),
  RABBITMQ_VERSION(Section.RABBITMQ),
  RABBITMQ_MANAGEMENT(Section.RABBITMQ),
  RABBITMQ_ALARMS(Section.RABBITMQ),
  /** One finding each. */
  RABBITMQ_EXCHANGE(Section.RABBITMQ),
  RABBITMQ_ALTERNATE(Section.RABBITMQ),
  /** One finding each. */
  RABBITMQ_QUEUE(Section.RABBITMQ),
  /** One finding each. */
  RABBITMQ_BINDING(Section.RABBITMQ),
  RABBITMQ_CONFIGURE(Section.RABBITMQ),
  RABBITMQ_WRITE(Section.RABBITMQ),
  RABBITMQ_READ(Section.RABBITMQ),
  /** Whether somebody takes the answers. */
  RABBITMQ_ANSWERS(Section.RABBITMQ),
  /** Whether the queues for what went wrong are empty. */
  RABBITMQ_LEFTOVERS(Section.RABBITMQ),

  /** One finding a topic. */
  ROUTING_TOPIC(Section.ROUTING),
  ROUTING_QUEUES(Section.ROUTING),

  SETTINGS_UNKNOWN(Section.SETTINGS),
  SETTINGS_OBSOLETE(Section.SETTINGS),
  SETTINGS_CONFLICT(Section.SETTINGS),
  SETTINGS_VALUE(Section.SETTINGS),
  SETTINGS_MAX_TASKS(Section.SETTINGS),
  /** One finding a file. */
  SETTINGS_SECRETS(Section.SETTINGS);

  private final Section section;

  Check(Section section) {
    this.section = section;
  }

  /** Where it is shown. */
  public Section section() {
    return section;
  }

  /** The stable id, e.g. {@code camunda.reachable}; in JSON and in the keys of texts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }
}
