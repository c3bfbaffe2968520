package lib.systems.messages;

/** Whether somebody wants the work to end; asked between two messages. */
public final class Stop {

  private volatile boolean requested;

  /** From now on nothing new is begun. */
  public void request() {
    requested = true;
  }

  /** Whether it is to end. */
  public boolean isRequested() {
    return requested;
  }
}
