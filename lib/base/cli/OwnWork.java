package lib.base.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the threads of this process have spent since the last look: running and, where the system
 * tells it (Linux), ready to run but without a processor. Threads at the same time are added up.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">Linux, scheduler statistics</a>
 */
final class OwnWork {

  private static final Path THREADS = Path.of("/proc/self/task");

  /** By thread: one that ends takes its time with it, so a sum over all could fall. */
  private Map<Path, Long> byThread = new HashMap<>();

  private Duration processor = Duration.ZERO;

  OwnWork() {
    sinceLastLook();
  }

  /** How much it is since the last call. */
  Duration sinceLastLook() {
    Map<Path, Long> now = threads();
    Map<Path, Long> before = byThread;
    byThread = now;
    return now.isEmpty()
        ? processorTime()
        : Duration.ofNanos(
            now.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum());
  }

  /** Nanoseconds of each thread; none where the system does not tell. */
  private static Map<Path, Long> threads() {
    Map<Path, Long> all = new HashMap<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        spent(thread.resolve("schedstat")).ifPresent(nanos -> all.put(thread, nanos));
      }
    } catch (IOException | RuntimeException notThisSystem) {
      return Map.of();
    }
    return all;
  }

  /** The file has three numbers: nanoseconds on a processor, waiting for one, and turns. */
  private static Optional<Long> spent(Path file) {
    try {
      String[] words = Files.readString(file).split("\\s+");
      return Optional.of(Long.parseLong(words[0]) + Long.parseLong(words[1]));
    } catch (IOException | RuntimeException hasEnded) {
      return Optional.empty();
    }
  }

  private Duration processorTime() {
    Duration before = processor;
    processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return processor.minus(before);
  }
}
