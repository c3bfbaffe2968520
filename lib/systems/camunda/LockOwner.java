package lib.systems.camunda;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which the workers of one worker id hold locks.
 *
 * <p>Whoever knows the name in a lock may extend it, and the engine compares nothing but the name.
 * So every fetch has a name of its own, and a reported failure leaves another one: a request that
 * comes too late names a holder that the task no longer has, and the engine refuses it.
 *
 * @param workerId as configured, the same for all replicas
 */
public record LockOwner(String workerId) {

  private static final String FAILURES = "failure";

  private static final int TOKEN_LENGTH = 12;

  private static final Pattern NAME =
      Pattern.compile("(.+)/([0-9a-f]{" + TOKEN_LENGTH + "}|" + FAILURES + ")", Pattern.DOTALL);

  /** A name that no lock has had yet. */
  public String newName() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return workerId + "/" + random.substring(random.length() - TOKEN_LENGTH);
  }

  /** The name for tasks whose failure is reported. Nobody ever extends such a lock. */
  public String nameForFailures() {
    return workerId + "/" + FAILURES;
  }

  /** Whether a lock is held by a worker of this id. */
  public boolean holds(TaskState task) {
    return task.holder() != null && isNamedBy(task.holder(), workerId);
  }

  /** Whether a lock's holder is meant by a name: its own, or the worker id in it. */
  public static boolean isNamedBy(String holder, String name) {
    return holder.equals(name) || workerIdOf(holder).equals(name);
  }

  /** The worker id in a lock's holder; the whole of it if it is not of this form. */
  public static String workerIdOf(String holder) {
    return Optional.of(NAME.matcher(holder))
        .filter(Matcher::matches)
        .map(parts -> parts.group(1))
        .orElse(holder);
  }
}
