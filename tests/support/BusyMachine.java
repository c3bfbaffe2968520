package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Processes that want every processor of this machine, several each, until it is closed. */
public final class BusyMachine implements AutoCloseable {

  private final List<Process> burners = new ArrayList<>();

  public BusyMachine(int forEachProcessor) {
    int wanted = forEachProcessor * Runtime.getRuntime().availableProcessors();
    try {
      for (int i = 0; i < wanted; i++) {
        burners.add(new ProcessBuilder("/bin/sh", "-c", "while :; do :; done").start());
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    burners.forEach(Process::destroyForcibly);
  }
}
