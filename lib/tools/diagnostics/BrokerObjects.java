package lib.tools.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lib.base.config.RabbitSettings;
import lib.base.text.Message;
import lib.systems.rabbitmq.management.ExchangeInfo;
import lib.systems.topology.AlternateExchange;
import lib.systems.topology.Difference;
import lib.systems.topology.ObjectCheck;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopologyReport;
import lib.systems.topology.Verdict;

/** What the comparison of broker and configuration means for whoever runs the system. */
final class BrokerObjects {

  /** With these, messages go elsewhere or nowhere; other differences change less. */
  private static final Set<String> FATAL = Set.of("type", "internal");

  private final RabbitSettings settings;

  BrokerObjects(RabbitSettings settings) {
    this.settings = settings;
  }

  /** A finding for each exchange, queue and binding, and one for the alternate exchange. */
  List<CheckResult> findings(TopologyReport report) {
    List<CheckResult> findings = new ArrayList<>();
    report.objects().forEach(object -> findings.add(finding(object).about(object.name())));
    boolean pointless =
        report.wrong().stream()
            .filter(object -> object.verdict().is(Verdict.Kind.MISSING))
            .anyMatch(object -> object.name().equals(settings.tasksExchange()));
    findings.add(
        pointless
            ? CheckResult.notReached(Check.RABBITMQ_ALTERNATE)
            : alternate(report.alternate()).about(settings.alternateExchange()));
    return findings;
  }

  private CheckResult finding(ObjectCheck object) {
    Check check = checkOf(object.kind());
    String name = object.name();
    Verdict verdict = object.verdict();
    return switch (verdict.kind()) {
      case OK -> CheckResult.ok(check, "ok", name);
      case MISSING -> CheckResult.failure(check, "missing", name);
      case DIFFERS -> differs(check, object, verdict.differences());
      case EXISTS -> CheckResult.ok(check, "exists", name, verdict.why().orElseThrow());
      case NOT_VISIBLE ->
          CheckResult.skipped(check, "not_visible", name, verdict.why().orElseThrow());
    };
  }

  private static Check checkOf(ObjectKind kind) {
    return switch (kind) {
      case EXCHANGE -> Check.RABBITMQ_EXCHANGE;
      case QUEUE -> Check.RABBITMQ_QUEUE;
      case BINDING -> Check.RABBITMQ_BINDING;
    };
  }

  /** That of the alternate exchange has a check of its own. */
  private static CheckResult differs(Check check, ObjectCheck object, List<Difference> all) {
    List<Difference> differences =
        all.stream().filter(d -> !d.property().equals(ExchangeInfo.ALTERNATE)).toList();
    if (differences.isEmpty()) {
      return CheckResult.ok(check, "ok", object.name());
    }
    boolean fatal =
        check == Check.RABBITMQ_EXCHANGE
            && differences.stream().anyMatch(d -> FATAL.contains(d.property()));
    Message is = values(differences, true);
    Message should = values(differences, false);
    return fatal
        ? CheckResult.failure(check, "wrong_type", object.name(), is, should)
        : CheckResult.warning(check, "differs", object.name(), is, should);
  }

  private static Message values(List<Difference> differences, boolean actual) {
    List<String> all = new ArrayList<>();
    for (Difference difference : differences) {
      String value = (actual ? difference.actual() : difference.expected()).orElse("-");
      all.add(difference.property() + " = " + value);
    }
    return Message.of("diagnostics.line", String.join(", ", all));
  }

  private CheckResult alternate(AlternateExchange found) {
    Check check = Check.RABBITMQ_ALTERNATE;
    String tasks = settings.tasksExchange();
    String wanted = settings.alternateExchange();
    String name = found.name().orElse("-");
    if (found.source() == AlternateExchange.Source.UNKNOWN) {
      return CheckResult.skipped(check, "unknown", found.why().orElseThrow());
    } else if (found.name().isEmpty()) {
      return CheckResult.failure(check, "none", tasks, wanted);
    } else if (found.missing()) {
      return CheckResult.failure(check, "missing", tasks, name);
    } else if (!name.equals(wanted)) {
      return CheckResult.warning(check, "other", tasks, wanted, name);
    }
    return CheckResult.ok(check, "ok", tasks, name, found.type().orElse("-"));
  }
}
