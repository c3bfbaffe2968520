package lib.tools.alternate;

/** What a queue of the test had in it before. */
public record QueueUse(String queue, long messages, long consumers) {

  /** Whether somebody works with it. */
  public boolean isUsed() {
    return messages > 0 || consumers > 0;
  }
}
