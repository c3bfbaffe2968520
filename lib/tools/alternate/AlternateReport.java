package lib.tools.alternate;

import java.util.List;
import lib.base.text.ExitCode;
import lib.systems.topology.TopologyReport;

/**
 * What the test has shown.
 *
 * @param created objects that were missing and were created
 * @param topology the real one, before the test
 * @param before what was in the queues
 * @param results every message that was sent
 * @param removed test messages taken out at the end
 * @param left what an earlier test had left
 * @param complete whether all planned messages were sent; false after Ctrl-C
 */
public record AlternateReport(
    ProbeTopology stage,
    List<String> created,
    TopologyReport topology,
    List<QueueUse> before,
    List<MessageResult> results,
    int removed,
    List<LeftMessages> left,
    boolean complete) {

  public AlternateReport {
    created = List.copyOf(created);
    before = List.copyOf(before);
    results = List.copyOf(results);
    left = List.copyOf(left);
  }

  /** Whether every message is where it should be. */
  public boolean isPassed() {
    return complete && results.stream().allMatch(MessageResult::isRight);
  }

  /** How many test messages a queue got. */
  public long messagesIn(String queue) {
    return results.stream().flatMap(r -> r.queues().stream()).filter(queue::equals).count();
  }

  /** How the run ends. */
  public ExitCode exitCode() {
    if (!complete) {
      return ExitCode.INTERRUPTED;
    }
    return isPassed() ? ExitCode.OK : ExitCode.CRITICAL;
  }
}
