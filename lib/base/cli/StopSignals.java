package lib.base.cli;

//JAVAC_OPTIONS -XDignore.symbol.file

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;

/** SIGINT and SIGTERM as requests to stop in an orderly way. */
public final class StopSignals {

  private StopSignals() {}

  /**
   * Calls back with the name of the first signal (INT or TERM), on a thread of its own. The second
   * one ends the process at once with 128 + its number.
   */
  public static void onStop(Consumer<String> firstSignal) {
    var stopping = new AtomicBoolean();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (stopping.compareAndSet(false, true)) {
              firstSignal.accept(signal.getName());
            } else {
              Runtime.getRuntime().halt(128 + signal.getNumber());
            }
          });
    }
  }
}
