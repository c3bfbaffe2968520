package lib.base.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * Tells which of this process's standard streams are terminals.
 *
 * <p>{@link System#console()} cannot: it answers for stdin and stdout together, and since JDK 22 it
 * exists without a terminal, too. A native library (jansi 2.4.3) costs 30 to 45 ms of every start
 * and a warning on JDK 24+. Linux tells through {@code /proc} in 1.5 ms; elsewhere the shell's
 * {@code test -t} is asked once, which takes some 20 ms.
 */
final class Terminals implements IntPredicate {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private int shellAnswer = -1;

  @Override
  public boolean test(int descriptor) {
    return Files.isDirectory(DESCRIPTORS)
        ? isTerminalDevice(descriptor)
        : (answerOfShell() >> descriptor & 1) == 1;
  }

  private static boolean isTerminalDevice(int descriptor) {
    try {
      String device =
          Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(descriptor))).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console")
          || device.startsWith("/dev/hvc");
    } catch (IOException e) {
      return false; // the descriptor is closed
    }
  }

  /** Bit N of the answer is set if descriptor N is a terminal. */
  private synchronized int answerOfShell() {
    if (shellAnswer < 0) {
      shellAnswer = askShell();
    }
    return shellAnswer;
  }

  private static int askShell() {
    String script = "a=0; for fd in 0 1 2; do [ -t $fd ] && a=$((a + (1 << fd))); done; exit $a";
    try {
      return new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start().waitFor();
    } catch (IOException e) {
      return 0; // no shell: no colours
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
