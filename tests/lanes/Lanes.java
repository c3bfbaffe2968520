package tests.lanes;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tests.support.ClassResult;
import tests.support.Report;
import tests.support.RunFolder;

/**
 * Runs test classes in several JVMs beside each other, as much of the tests' time is waiting. Each
 * class is run by one of them; what it prints appears as a whole when it has ended.
 */
public final class Lanes implements AutoCloseable {

  /** A lane with its engines, its broker and a tool in a process of its own. */
  private static final long BYTES_EACH = 2_500_000_000L;

  private final int count;
  private final Launch launch;
  private final Report report;
  private final Path folder;
  private final Set<Lane> running = ConcurrentHashMap.newKeySet();
  private final Thread atExit = new Thread(this::end);
  private volatile boolean ending;

  /**
   * Starts nothing yet.
   *
   * @param count how many at the same time
   * @param report where the results go
   */
  public Lanes(int count, Selection selection, Report report) throws IOException {
    this(count, Launch.of(selection), report);
  }

  Lanes(int count, Launch launch, Report report) throws IOException {
    this.count = count;
    this.launch = launch;
    this.report = report;
    folder = Files.createTempDirectory("ucw-test-lanes");
    Files.setPosixFilePermissions(folder, Lane.FOR_ALL);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** As many as this machine has work and memory for. */
  public static int standard() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long places = system.getTotalMemorySize() / BYTES_EACH;
    long wanted = system.getAvailableProcessors() + 1L;
    return (int) Math.max(1, Math.min(wanted, places));
  }

  /** Runs the classes and waits for their end; for ever, if they are ended before theirs. */
  public void run(List<Class<?>> classes) throws InterruptedException {
    ClassOrder order = ClassOrder.ofTheProject();
    run(order.beside(classes), count);
    run(order.alone(classes), 1);
    if (ending) { // Whoever has ended them tells the rest.
      Thread.currentThread().join();
    }
  }

  private void run(List<Class<?>> classes, int lanes) throws InterruptedException {
    Queue<String> queue = new ConcurrentLinkedQueue<>();
    classes.forEach(type -> queue.add(type.getName()));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.min(lanes, classes.size()); i++) {
      int number = i;
      threads.add(new Thread(() -> serve(number, queue), "lane " + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void serve(int number, Queue<String> queue) {
    try (Lane lane = new Lane(number, count, launch, folder)) {
      running.add(lane);
      for (String name = queue.poll(); name != null && !ending; name = queue.poll()) {
        ClassResult result = lane.run(name);
        if (!ending) {
          report.add(result);
        }
      }
      running.remove(lane);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends what still runs, and removes what the lanes had for themselves. */
  private void end() {
    ending = true;
    running.parallelStream().forEach(Lane::close);
    RunFolder.remove(folder);
  }

  /** Ends what still runs; what it was is not told. */
  @Override
  public void close() {
    if (!ending) {
      Runtime.getRuntime().removeShutdownHook(atExit);
      end();
    }
  }
}
