package lib.tools.worker.servers;

import java.time.Duration;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;

/** Whether the engine can be used, asked before anything is started. */
public record StartCheck(WorkerParts parts) {

  /** After a wrong password the engine refuses the right one as well, for about three seconds. */
  private static final Duration LOGIN_DELAY = Duration.ofSeconds(4);

  /**
   * @param patient whether an unreachable engine is only noted
   * @throws CamundaException if it refuses, or is unreachable and this is not patient
   */
  public void engine(boolean patient) throws InterruptedException {
    try {
      parts.log().info("servers.engine_connected", version());
      parts.watch().answered();
    } catch (CamundaException e) {
      if (!patient || !e.kind().isOutage()) {
        throw e;
      }
      parts.log().warn("servers.engine_absent", e.userMessage());
    }
  }

  private String version() throws InterruptedException {
    try {
      return parts.engine().version();
    } catch (CamundaException e) {
      if (e.kind() != Kind.UNAUTHORIZED) {
        throw e;
      }
      Thread.sleep(LOGIN_DELAY.toMillis());
      return parts.engine().version();
    }
  }
}
