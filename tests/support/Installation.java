package tests.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Engine and broker as after some days of work, for tests over all tools: a process with a locked
 * task, the project's queues with messages in some, and the command lines of every tool.
 */
public final class Installation implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ProjectBroker project = new ProjectBroker();
  private final String key = "Everyday" + NUMBER.incrementAndGet();

  public ProjectBroker project() {
    return project;
  }

  public EngineRest engine() {
    return project.corner().engine();
  }

  public String key() {
    return key;
  }

  /** Declares, deploys, starts one instance, and puts messages into two queues. */
  public Installation fill() {
    project.declare().fill("bitrix24.queue", 3).fill("errors.camunda_tasks.queue", 1);
    deploy();
    engine().start(key);
    lockTasks();
    return this;
  }

  public Installation deploy() {
    engine().deploy(Bpmn.oneTask(key, "send_email"));
    return this;
  }

  /** As a worker does that will answer some day. */
  public void lockTasks() {
    engine()
        .post(
            "/external-task/fetchAndLock",
            Map.of(
                "workerId",
                "universal-worker",
                "maxTasks",
                10,
                "topics",
                List.of(
                    Map.of(
                        "topicName",
                        "send_email",
                        "lockDuration",
                        3_600_000,
                        "tenantIdIn",
                        List.of(project.corner().name())))));
  }

  /** Every tool in every form of output, where it changes nothing. */
  public List<String> looks() {
    List<String> all = new ArrayList<>();
    for (String form : List.of("", " --json", " --brief", " --nagios")) {
      all.add("check_queues.java" + form);
      all.add("status_check.java" + form);
    }
    for (String form : List.of("", " --json")) {
      all.add("check_queues.java --all" + form);
      all.add("queue_reader.java" + form);
      all.add("queue_reader.java bitrix24.queue" + form);
      all.add("queue_reader.java bitrix24.queue --move 1c.queue --dry-run" + form);
      all.add("queue_reader.java bitrix24.queue --clear --dry-run" + form);
      all.add("queue_reader.java --redrive --dry-run" + form);
      all.add("camunda_processes.java" + form);
      all.add("camunda_processes.java --stats --incidents --all-instances" + form);
      all.add("unlock_task.java --list" + form);
      all.add("unlock_task.java --topic send_email --dry-run" + form);
      all.add("start_process.java " + key + " --info" + form);
      all.add("start_process.java " + key + " --list-versions" + form);
      all.add("start_process.java " + key + " --dry-run" + form);
      all.add("worker_diagnostics.java" + form);
      all.add("test_alternate_exchange.java --isolated" + form);
    }
    all.add("queue_reader.java bitrix24.queue --output -");
    all.add("camunda_processes.java --export -");
    all.add("test_alternate_exchange.java --isolated --nagios");
    all.add("worker.java --help");
    return all;
  }

  /** A command line, e.g. {@code check_queues.java --json}. */
  public Command tool(String line) {
    String[] words = line.split(" ");
    return project.tool(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
  }

  /**
   * The same in a shell.
   *
   * @param behind what stands behind it, e.g. {@code > /dev/full}; the tool's exit code counts
   */
  public Command inShell(String line, String behind) {
    String wrapper = Project.home().resolve("jbang").toString();
    String script = "'%s' %s %s; exit ${PIPESTATUS[0]}".formatted(wrapper, line, behind);
    Command command = Command.program("bash", "-c", script);
    for (Map.Entry<String, String> setting : project.corner().environment().entrySet()) {
      command = command.env(setting.getKey(), setting.getValue());
    }
    return command;
  }

  @Override
  public void close() {
    project.close();
  }
}
