package lib.base.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The terminals of this process.
 *
 * <p>{@link System#console()} cannot tell which stream is one: it answers for stdin and stdout
 * together, and since JDK 22 it exists without a terminal, too. Linux tells through {@code /proc}
 * in 1.5 ms; elsewhere the shell's {@code test -t} is asked once, which takes some 20 ms. On
 * Windows only jansi knows, if there is a console at all. Colours and width are jansi's to tell,
 * and it is asked only if there is a terminal: pipes and cron do not pay for it.
 */
final class SystemTerminals implements Terminals {

  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private int shellAnswer = -1;

  @Override
  public boolean isTerminal(int descriptor) {
    if (WINDOWS) {
      return System.console() != null && AnsiTerminal.isTerminal(descriptor);
    }
    return Files.isDirectory(DESCRIPTORS)
        ? isTerminalDevice(descriptor)
        : (answerOfShell() >> descriptor & 1) == 1;
  }

  @Override
  public boolean showsColours(int descriptor) {
    try {
      return AnsiTerminal.showsColours(descriptor);
    } catch (LinkageError | RuntimeException e) {
      return !WINDOWS; // no library for this machine: terminals elsewhere are born with colours
    }
  }

  @Override
  public OptionalInt width() {
    try {
      return isTerminal(1) ? AnsiTerminal.width() : OptionalInt.empty();
    } catch (LinkageError | RuntimeException e) {
      return OptionalInt.empty();
    }
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
