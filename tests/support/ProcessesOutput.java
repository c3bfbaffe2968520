package tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import lib.base.json.Json;

/** What camunda_processes has printed, taken apart. */
public final class ProcessesOutput {

  public static final String RULER = "=".repeat(80);

  private ProcessesOutput() {}

  public static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  /** The lines of a section without the title. */
  public static String section(Command.Result result, String title) {
    String start = RULER + "\n" + title + "\n" + RULER + "\n";
    assertThat(result.stdout()).as(result::toString).contains(start);
    String rest = result.stdout().substring(result.stdout().indexOf(start) + start.length());
    return rest.contains("\n" + RULER) ? rest.substring(0, rest.indexOf("\n" + RULER)) : rest;
  }

  public static List<String> titles(Command.Result result) {
    List<String> lines = result.stdoutLines();
    return Stream.iterate(1, i -> i < lines.size() - 1, i -> i + 1)
        .filter(i -> lines.get(i - 1).equals(RULER) && lines.get(i + 1).equals(RULER))
        .map(lines::get)
        .toList();
  }
}
