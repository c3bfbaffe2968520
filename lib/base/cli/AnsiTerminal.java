package lib.base.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.fusesource.jansi.AnsiConsole;
import org.fusesource.jansi.AnsiPrintStream;
import org.fusesource.jansi.AnsiType;
import org.fusesource.jansi.internal.CLibrary;

/**
 * This process's terminal as jansi knows it: whether it takes colours (Windows' console has to be
 * switched to them first) and how wide it is.
 *
 * <p>jansi's native library costs some 80 ms of processor time, so nothing but {@link
 * SystemTerminals} may touch this class, and that only where there is a terminal.
 */
final class AnsiTerminal {

  private AnsiTerminal() {}

  /** Whether a stream is a terminal; jansi does not look at stdin, which goes with stdout. */
  static boolean isTerminal(int descriptor) {
    return stream(Math.max(1, descriptor)).getType() != AnsiType.Redirected;
  }

  /**
   * Whether escape sequences are colours there, now that jansi has seen to it.
   *
   * @throws IllegalStateException if jansi has no library for this machine, or no place to put it
   */
  static boolean showsColours(int descriptor) {
    AnsiType type = stream(descriptor).getType();
    if (!CLibrary.LOADED) {
      throw new IllegalStateException("jansi has no native library here");
    }
    return type == AnsiType.Native || type == AnsiType.VirtualTerminal;
  }

  /** Its columns; nothing from a terminal that was never told how wide it is. */
  static OptionalInt width() {
    int width = stream(1).getTerminalWidth();
    return width > 0 ? OptionalInt.of(width) : OptionalInt.empty();
  }

  /** jansi would tell on stderr that its library cannot be had, which nobody needs to know. */
  private static AnsiPrintStream stream(int descriptor) {
    PrintStream stderr = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      return descriptor == 1 ? AnsiConsole.out() : AnsiConsole.err();
    } finally {
      System.setErr(stderr);
    }
  }
}
