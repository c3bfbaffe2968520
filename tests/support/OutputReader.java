package tests.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** Collects what a process prints, so that it never blocks and a test can wait for a text. */
public final class OutputReader {

  private final StringBuilder collected = new StringBuilder();
  private boolean ended;

  public OutputReader(InputStream stream) {
    Thread reader = new Thread(() -> read(stream), "output of a command");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream stream) {
    char[] buffer = new char[8192];
    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
        append(new String(buffer, 0, length));
      }
    } catch (IOException e) {
      // Java closes the pipe of a process that was killed while this reads from it.
      append("[" + e.getMessage() + "]");
    } finally {
      end();
    }
  }

  private synchronized void append(String text) {
    collected.append(text);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  public synchronized String text() {
    return collected.toString();
  }

  /** Returns whether the condition held before the stream's end and the limit. */
  public synchronized boolean await(Predicate<String> condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.test(collected.toString())) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (ended || left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  public synchronized void awaitEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (long left = limit.toMillis(); !ended && left > 0; ) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }
}
