package lib.tools.reader;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.text.ExitCode;
import lib.systems.rabbitmq.management.ManagementException;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueState.Presence;

/**
 * The queues.
 *
 * @param project those of the configuration, existing or not, by name
 * @param others all others of the virtual host, by name
 * @param obstacle why the others are not known
 */
record ListReport(
    List<QueueState> project, List<QueueState> others, Optional<ManagementException> obstacle)
    implements Report {

  Stream<QueueState> all() {
    return Stream.concat(project.stream(), others.stream());
  }

  /** Also those that cannot be looked at. */
  Stream<QueueState> present() {
    return all().filter(queue -> queue.presence() != Presence.MISSING);
  }

  Stream<QueueState> missing() {
    return project.stream().filter(queue -> queue.presence() == Presence.MISSING);
  }

  /** Whether it is rightly one connection's own; a queue of the project never is. */
  boolean isPrivate(QueueState queue) {
    return queue.isExclusiveElsewhere() && others.contains(queue);
  }

  long queues() {
    return all().filter(QueueState::exists).count();
  }

  long messages() {
    return present().mapToLong(queue -> queue.ready().orElse(0)).sum();
  }

  String status() {
    if (missing().findAny().isPresent()) {
      return "queues_missing";
    }
    boolean readable = project.stream().allMatch(queue -> queue.presence() == Presence.PRESENT);
    return readable ? "done" : "queues_unreadable";
  }

  @Override
  public ExitCode exitCode() {
    return status().equals("done") ? ExitCode.OK : ExitCode.WARNING;
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.list(this);
  }
}
