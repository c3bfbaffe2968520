package lib.tools.processes;

import java.nio.file.Path;
import java.util.Map;

/**
 * What was written.
 *
 * @param rows of each list
 * @param counted whether the statistics say that there is anything
 */
public record ExportResult(Path file, Map<EngineList, Long> rows, boolean counted) {

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return !counted && rows.values().stream().allMatch(count -> count == 0);
  }
}
