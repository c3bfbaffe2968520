package lib.tools.worker.status;

/** What can become of an attempt to apply an answer, as far as it is counted. */
public interface Outcome {

  /** The stable name for machines: in /status, and the label of the metric. */
  String code();

  /** Whether the answer has left the responses queue. */
  boolean isSettled();

  /** Whether an answer that is counted under it lies in the error queue: somebody has to look. */
  boolean goesToErrorQueue();
}
