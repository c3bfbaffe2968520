package tests.support;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** What a JVM has once and a tool changes for its process: the log and the handling of signals. */
final class JvmState {

  private static final Logger ROOT = Logger.getLogger("");

  private final Handler[] handlers = ROOT.getHandlers();
  private final Level level = ROOT.getLevel();
  private final Locale locale = Locale.getDefault();
  private final Map<String, SignalHandler> signals = new TreeMap<>();

  private JvmState() {
    for (String name : List.of("INT", "TERM")) {
      signals.put(name, Signal.handle(new Signal(name), SignalHandler.SIG_DFL));
    }
    signals.forEach((name, handler) -> Signal.handle(new Signal(name), handler));
    Locale.setDefault(Locale.ENGLISH);
  }

  /** The state of now; from now on the locale is that of an environment that names none. */
  static JvmState take() {
    return new JvmState();
  }

  void restore() {
    signals.forEach((name, handler) -> Signal.handle(new Signal(name), handler));
    Stream.of(ROOT.getHandlers()).forEach(ROOT::removeHandler);
    Stream.of(handlers).forEach(ROOT::addHandler);
    ROOT.setLevel(level);
    Locale.setDefault(locale);
  }
}
