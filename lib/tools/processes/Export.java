package lib.tools.processes;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.ProgressBar;
import lib.base.cli.ToolContext;
import lib.base.files.FileReplacement;
import lib.systems.camunda.CamundaException;

/** Writes everything into a file, or through one to standard output. Changes no server. */
public record Export(ToolContext context, EngineView engine, Plan plan) {

  /**
   * Writes a file, which gets its name when it is complete. It has every row.
   *
   * @throws ExportException if it could not be written; then there is no trace of it
   */
  public ExportResult toFile(Path file) {
    try (var replacement = new FileReplacement(file);
        ProgressBar progress = progress(Optional.empty())) {
      var document = new Document(engine, plan, Optional.empty(), false, progress::step);
      Map<EngineList, Long> rows = document.write(replacement.stream());
      replacement.commit();
      return new ExportResult(file, rows, isCounted());
    } catch (CamundaException e) {
      throw ExportException.of(file, e);
    } catch (IOException e) {
      throw ExportException.of(file, e);
    }
  }

  /**
   * Prints the document once it is complete, so that there is never half of one.
   *
   * @param limit rows of each list; all if empty
   * @throws ExportException if the temporary file could not be written
   */
  public ExportResult toStandardOutput(Optional<Integer> limit) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path file = Files.createTempFile(folder, "ucw-processes", ".json");
      try {
        Map<EngineList, Long> rows = write(file, limit);
        context.out().json(file);
        return new ExportResult(file, rows, isCounted());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw ExportException.of(folder.resolve("*.json"), e);
    }
  }

  private Map<EngineList, Long> write(Path file, Optional<Integer> limit) throws IOException {
    try (ProgressBar progress = progress(limit);
        var stream = new BufferedOutputStream(new FileOutputStream(file.toFile()))) {
      boolean oneLine = context.out().areDocumentsLines();
      return new Document(engine, plan, limit, oneLine, progress::step).write(stream);
    }
  }

  private boolean isCounted() {
    return plan.hasStatistics() && !engine.statistics().isEmpty();
  }

  /** Counting first is only worth it if somebody sees the bar. */
  private ProgressBar progress(Optional<Integer> limit) {
    Output out = context.out();
    long total = 0;
    if (out.isErrorTerminal() && !out.isQuiet()) {
      for (EngineList list : plan.exportedLists()) {
        long rows = engine.counts().count(list, "").orElse(0);
        total += limit.isPresent() ? Math.min(limit.get(), rows) : rows;
      }
    }
    return new ProgressBar(out, context.texts(), context.texts().get("processes.progress"), total);
  }
}
