package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals to processes, by their names: what {@code kill} sends. */
public final class Signals {

  private Signals() {}

  /**
   * Sends a signal to one process, not to its children.
   *
   * @throws AssertionError if there is no such process
   */
  public static void send(String name, long pid) {
    if (!isSent(name, List.of(pid))) {
      throw new AssertionError("kill -" + name + " " + pid + " failed");
    }
  }

  /** Sends a signal to a process and to all that it has started, as far as they are still there. */
  public static void sendToTree(String name, long pid) {
    ProcessHandle.of(pid)
        .ifPresent(
            process ->
                isSent(
                    name,
                    Stream.concat(Stream.of(process), process.descendants())
                        .map(ProcessHandle::pid)
                        .toList()));
  }

  private static boolean isSent(String name, List<Long> pids) {
    List<String> words = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> words.add(pid.toString()));
    try {
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
