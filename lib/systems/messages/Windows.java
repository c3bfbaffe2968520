package lib.systems.messages;

import java.util.Optional;

/**
 * How many messages each consumer may hold: few at first, as nobody knows how large they are, then
 * as many as make up some megabytes. Used by the working thread, except {@link Window#arrived}.
 */
final class Windows {

  /** What the broker may have on its way to us at once. */
  private static final long BYTES = 8L * 1024 * 1024;

  private static final int LARGEST = 65_535;
  private static final int FIRST = 4;

  /**
   * A quorum queue gives a consumer its first messages in one step, and takes them back in one. So
   * in a queue of up to so many messages nothing can come between two windows, not even a kill.
   */
  private static final long ON_QUORUM_QUEUE = 2000;

  /**
   * When the tool is killed, a quorum queue takes back consumer by consumer, in their order only as
   * long as they are few: Erlang sorts the keys of maps of up to 32.
   */
  private static final int MOST_ON_QUORUM_QUEUE = 16;

  /** One consumer. */
  static final class Window {
    private final String tag;
    private final int size;
    private long firstTag = Long.MAX_VALUE;
    private long arrived;
    private long largest = 1;
    private long removed;

    private Window(String tag, int size) {
      this.tag = tag;
      this.size = size;
    }

    String tag() {
      return tag;
    }

    int size() {
      return size;
    }

    synchronized void arrived(long deliveryTag, int bytes) {
      firstTag = Math.min(firstTag, deliveryTag);
      arrived++;
      largest = Math.max(largest, bytes);
    }

    private synchronized boolean isOf(long deliveryTag) {
      return deliveryTag >= firstTag;
    }

    private synchronized long largest() {
      return largest;
    }
  }

  private final boolean quorum;
  private final long ready;
  private int number;
  private long handedOut;
  private Window current;
  private boolean open;

  /**
   * @param ready how many messages the queue has
   */
  Windows(boolean quorum, long ready) {
    this.quorum = quorum;
    this.ready = ready;
  }

  /** Whether everything that the consumer may hold has been handed out, or there is none. */
  boolean isFull() {
    return !open || handedOut - current.removed >= current.size;
  }

  /**
   * The next one.
   *
   * @param wanted how many messages are still wanted
   */
  Window next(long wanted) {
    long size = Math.min(wanted, current == null ? FIRST : grown());
    if (quorum) {
      size = Math.max(ON_QUORUM_QUEUE, ready / MOST_ON_QUORUM_QUEUE + 1);
      if (number > 0 || wanted >= ready) {
        size = Math.min(size, wanted); // What came later stays behind, where it is.
      }
    }
    current =
        new Window(
            "queue_reader-%06d".formatted(++number), (int) Math.max(1, Math.min(size, LARGEST)));
    handedOut = 0;
    open = true;
    return current;
  }

  private long grown() {
    return Math.min(BYTES / current.largest(), 8L * current.size);
  }

  void handedOut(QueueMessage message) {
    if (current != null && current.isOf(message.tag())) {
      handedOut++;
    }
  }

  void removed(long tag) {
    if (current != null && current.isOf(tag)) {
      current.removed++;
    }
  }

  /** The consumer to cancel; empty if there is none. */
  Optional<Window> close() {
    Optional<Window> closing = open ? Optional.of(current) : Optional.empty();
    open = false;
    return closing;
  }
}
