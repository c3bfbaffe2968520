package lib.tools.diagnostics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lib.base.config.CamundaSettings;
import lib.base.config.HostPort;
import lib.base.config.RabbitSettings;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.config.TopicSelection;
import lib.base.config.Warning;

/** Single values that are allowed and hardly meant. */
final class SuspiciousValues {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");

  private static final Duration SHORT_LOCK = Duration.ofMinutes(5);
  private static final Duration SHORT_HANDOFF = Duration.ofSeconds(10);
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);
  private static final int FEW_TASKS = 4;

  private final Settings settings;
  private final List<CheckResult> found = new ArrayList<>();

  SuspiciousValues(Settings settings) {
    this.settings = settings;
  }

  List<CheckResult> findings() {
    warnings(Warning.TLS_NOT_VERIFIED, "tls_verify");
    warnings(Warning.QUOTED, "quoted");
    camunda(settings.camunda());
    rabbit(settings.rabbit());
    worker();
    return List.copyOf(found);
  }

  private void add(String setting, String kind, Object... args) {
    found.add(CheckResult.warning(Check.SETTINGS_VALUE, kind, args).about(setting));
  }

  private void warnings(Warning kind, String finding) {
    settings.warnings().stream()
        .filter(kind::is)
        .forEach(warning -> add(String.valueOf(warning.args().get(1)), finding, warning));
  }

  private void camunda(CamundaSettings camunda) {
    if (camunda.maxTasks() == 1) {
      add("camunda.max_tasks", "one_task");
    } else if (camunda.maxTasks() <= FEW_TASKS) {
      add("camunda.max_tasks", "few_tasks", camunda.maxTasks());
    }
    atLeast(SHORT_LOCK, camunda.lockDuration(), "camunda.lock_duration", "short_lock");
    atLeast(
        SHORT_HANDOFF,
        camunda.handoffLockDuration(),
        "camunda.handoff_lock_duration",
        "short_handoff");
    atLeast(
        SHORT_TIMEOUT,
        camunda.asyncResponseTimeout(),
        "camunda.async_response_timeout",
        "short_poll");
    atLeast(SHORT_TIMEOUT, camunda.httpTimeout(), "camunda.http_timeout", "short_timeout");
  }

  private void atLeast(Duration least, Duration value, String setting, String kind) {
    if (value.compareTo(least) < 0) {
      add(setting, kind, value.toMillis());
    }
  }

  private void rabbit(RabbitSettings rabbit) {
    if (rabbit.heartbeat().isZero()) {
      add("rabbitmq.heartbeat", "no_heartbeat");
    }
    if (rabbit.connectionTimeout().compareTo(SHORT_TIMEOUT) < 0) {
      add("rabbitmq.connection_timeout", "short_timeout", rabbit.connectionTimeout().toMillis());
    }
    if (rabbit.username().equals("guest")) {
      rabbit.addresses().stream()
          .map(HostPort::host)
          .filter(host -> !THIS_MACHINE.contains(host))
          .findFirst()
          .ifPresent(host -> add("rabbitmq.username", "guest", host));
    }
  }

  private void worker() {
    if (!settings.worker().responseHandlerEnabled()) {
      add("worker.response_handler_enabled", "no_answers");
    }
    if (settings.worker().topics() instanceof TopicSelection.Listed listed) {
      RoutingTable routing = settings.routing();
      List<String> strangers =
          listed.topics().stream()
              .filter(topic -> routing.systemOf(topic).equals(RoutingTable.DEFAULT_SYSTEM))
              .filter(topic -> !routing.defaultSystem().topics().contains(topic))
              .toList();
      if (!strangers.isEmpty()) {
        add(
            "worker.topics",
            "no_system",
            String.join(", ", strangers),
            routing.defaultSystem().queue());
      }
      long left = routing.mappedTopics().stream().filter(t -> !listed.topics().contains(t)).count();
      if (left > 0) {
        found.add(
            CheckResult.ok(Check.SETTINGS_VALUE, "some_topics", listed.topics().size(), left)
                .about("worker.topics"));
      }
    }
  }
}
