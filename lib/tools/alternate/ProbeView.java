package lib.tools.alternate;

import java.util.List;

/** Who is told how a test goes on; what is of no interest may be left out. */
public interface ProbeView {

  /** Before the broker is asked. */
  default void start() {}

  /** The connection is there. */
  default void connected() {}

  /** What an earlier test has left. */
  default void left(List<LeftMessages> messages) {}

  /** Before anything is created. */
  default void creating() {}

  /** What the test takes place on. */
  default void prepared(RoutingProbe test) {}

  /** Before the listed topics. */
  default void known() {}

  /** Before the topics that nobody lists. */
  default void unknown() {}

  /** A message has been sent. */
  default void sent(SentMessage message) {}

  /**
   * Where everything came out.
   *
   * @param keep whether the messages were left in the queues
   */
  void results(AlternateReport report, boolean keep);
}
