package tests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What many rounds came to: how often each fault struck, and how long the work stood still. */
final class Figures {

  private final List<Round.Result> results = new ArrayList<>();

  void add(Round.Result result) {
    results.add(result);
  }

  /** A table for the manual. */
  String table(Collection<Duration> stops) {
    Map<Fault, List<Duration>> recoveries = new EnumMap<>(Fault.class);
    for (Round.Result result : results) {
      for (Fault fault : result.round().faults()) {
        recoveries.computeIfAbsent(fault, f -> new ArrayList<>()).add(result.recovery());
      }
    }
    StringJoiner lines = new StringJoiner("\n", "\n", "\n");
    lines.add("| Fault | Rounds | Recovery, median | Longest |").add("|---|---|---|---|");
    recoveries.forEach(
        (fault, times) ->
            lines.add(
                "| %s | %d | %s | %s |"
                    .formatted(
                        fault.name().toLowerCase().replace('_', ' '),
                        times.size(),
                        seconds(median(times)),
                        seconds(times.stream().max(Duration::compareTo).orElseThrow()))));
    int tasks = results.stream().mapToInt(Round.Result::tasks).sum();
    long copies = results.stream().mapToLong(Round.Result::copies).sum();
    lines.add(
        "%d rounds, %d faults, %d tasks, %d copies (%.2f %%); orderly stops %d, the longest %s"
            .formatted(
                results.size(),
                results.stream().mapToInt(result -> result.round().faults().size()).sum(),
                tasks,
                copies,
                100.0 * copies / Math.max(1, tasks),
                stops.size(),
                seconds(stops.stream().max(Duration::compareTo).orElse(Duration.ZERO))));
    return lines.toString();
  }

  private static Duration median(List<Duration> times) {
    return times.stream().sorted().skip((times.size() - 1) / 2).findFirst().orElseThrow();
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1000.0);
  }
}
