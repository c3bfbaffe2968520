package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.systems.rabbitmq.BrokerException;

/**
 * What this user may do, shown by doing it, and whether the broker takes messages at all.
 *
 * @param exchange of the tasks
 * @param complete whether nothing is missing that would have to be declared
 * @param hasExchange whether the tasks exchange exists
 * @param hasQueue whether the responses queue exists
 */
record BrokerRights(
    RightsTrial trial,
    WriteTrial write,
    String exchange,
    boolean complete,
    boolean hasExchange,
    boolean hasQueue) {

  /**
   * Tries all three. Changes nothing that stays.
   *
   * @param arguments the responses queue's, as configured
   * @param alarmed whether it is known that publishing is blocked
   */
  void check(CheckResults findings, Map<String, Object> arguments, boolean alarmed) {
    try {
      findings.add(configure(arguments));
      findings.add(read());
      if (alarmed) {
        findings.add(CheckResult.skipped(Check.RABBITMQ_WRITE, "alarm"));
      } else {
        tryToWrite().forEach(findings::add);
        // Whether it is known otherwise or not: this is what publishers get to feel.
        write
            .blocked()
            .map(reason -> CheckResult.failure(Check.RABBITMQ_ALARMS, "blocked", reason))
            .ifPresent(findings::add);
      }
    } finally {
      trial.clean();
    }
  }

  private CheckResult configure(Map<String, Object> arguments) {
    Trial queue = trial.queue();
    Trial exchange = trial.exchange();
    if (queue.isAllowed() && exchange.isAllowed()) {
      return CheckResult.ok(Check.RABBITMQ_CONFIGURE, "ok", queue.object(), exchange.object());
    }
    List<String> names = new ArrayList<>(queue.isAllowed() ? List.of() : queue.tried());
    names.addAll(exchange.isAllowed() ? List.of() : exchange.tried());
    String tried = String.join(", ", names);
    String refusal = queue.refusal().or(exchange::refusal).orElseThrow();
    if (hasQueue && trial.configureReal(arguments).isAllowed()) {
      return CheckResult.ok(Check.RABBITMQ_CONFIGURE, "own_names", tried);
    }
    return complete
        ? CheckResult.warning(Check.RABBITMQ_CONFIGURE, "refused_complete", tried, refusal)
        : CheckResult.failure(Check.RABBITMQ_CONFIGURE, "refused", tried, refusal);
  }

  private CheckResult read() {
    Optional<Trial> temporary = trial.readTemporary();
    Optional<Trial> real = hasQueue ? Optional.of(trial.readReal()) : Optional.empty();
    return finding(Check.RABBITMQ_READ, temporary, real);
  }

  private List<CheckResult> tryToWrite() {
    try {
      Optional<Trial> temporary = trial.temporaryExchange().map(write::temporary);
      boolean real = hasExchange && write.blocked().isEmpty();
      return real
          ? real(write.real(), temporary)
          : List.of(finding(Check.RABBITMQ_WRITE, temporary, Optional.empty()));
    } catch (BrokerException e) {
      if (write.blocked().isEmpty()) {
        throw e;
      }
      return List.of(CheckResult.skipped(Check.RABBITMQ_WRITE, "alarm"));
    }
  }

  /** One finding if all keys fare alike, else one for each system that may not be written to. */
  private List<CheckResult> real(Map<String, Trial> bySystem, Optional<Trial> temporary) {
    List<String> allowed = new ArrayList<>();
    List<CheckResult> refused = new ArrayList<>();
    bySystem.forEach(
        (system, tried) -> {
          if (tried.isAllowed()) {
            allowed.add(system);
          } else {
            refused.add(refused(system, tried));
          }
        });
    if (allowed.isEmpty()) {
      String why = bySystem.values().iterator().next().refusal().orElseThrow();
      return List.of(CheckResult.failure(Check.RABBITMQ_WRITE, "refused", exchange, why));
    }
    List<CheckResult> findings = new ArrayList<>();
    findings.add(
        CheckResult.ok(
            Check.RABBITMQ_WRITE, "ok", exchange, object(temporary), String.join(", ", allowed)));
    findings.addAll(refused);
    return findings;
  }

  private CheckResult refused(String system, Trial tried) {
    String why = tried.refusal().orElseThrow();
    return CheckResult.failure(
            Check.RABBITMQ_WRITE, "refused_keys", exchange, why, system, tried.object())
        .about(system);
  }

  private static String object(Optional<Trial> temporary) {
    return temporary.filter(Trial::isAllowed).map(Trial::object).orElse("-");
  }

  /** The real object decides, where there is one; rights may well be limited to its name. */
  private static CheckResult finding(Check check, Optional<Trial> temporary, Optional<Trial> real) {
    if (real.isEmpty() && temporary.isEmpty()) {
      return CheckResult.skipped(check, "nothing_to_try");
    }
    Trial decisive = real.or(() -> temporary).orElseThrow();
    return decisive.isAllowed()
        ? CheckResult.ok(
            check, real.isPresent() ? "ok" : "ok_temporary", decisive.object(), object(temporary))
        : CheckResult.failure(
            check, "refused", decisive.object(), decisive.refusal().orElseThrow());
  }
}
