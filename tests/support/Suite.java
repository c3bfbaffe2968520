package tests.support;

import java.util.Locale;
import java.util.Optional;
import sandbox.RabbitNode;

/** The suites of tests, which are JUnit tags. A test that needs several parts has several tags. */
public enum Suite {
  /** No other process. */
  UNIT,
  /** A private node of the real RabbitMQ. */
  RABBITMQ,
  /** The embedded Camunda engine. */
  ENGINE,
  /** Outages and crashes of the real parts. */
  CHAOS,
  /** Command lines. */
  CLI,
  /** Rules over all tools in all forms, and busy machines: many minutes, so only when asked for. */
  LONG;

  /** The name on the command line and the JUnit tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return tag();
  }

  /** Whether its tests run only if they, or their suite, are named. */
  public boolean isOnDemand() {
    return this == LONG;
  }

  /** Why the suite cannot run on this machine, if so. */
  public Optional<String> obstacle() {
    boolean needsRabbit = this == RABBITMQ || this == CHAOS;
    return needsRabbit && !RabbitNode.isInstalled()
        ? Optional.of("rabbitmq-server is not installed")
        : Optional.empty();
  }
}
