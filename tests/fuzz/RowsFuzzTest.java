package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lib.base.json.Json;
import lib.tools.start.rows.BadRow;
import lib.tools.start.rows.Row;
import lib.tools.start.rows.RowReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Any file for {@code start_process --from}: its rows are read, or refused with a sentence. */
@Tag("unit")
class RowsFuzzTest {

  private static final int WIDTH = 3;

  @Provide
  Arbitrary<String> texts() {
    return Samples.text("{}[]\",;\t\n\r:'\\\\ 019.aNbusiness_keyvariables:Long:Date\uFEFF");
  }

  @Property(tries = 20_000)
  void isReadOrRefusedWithASentence(@ForAll("texts") String text) throws IOException {
    for (String begin : List.of("", "business_key,a:Long,b\n", "{\"variables\": {\"a\": ")) {
      readOrRefused(begin + text);
    }
  }

  private static void readOrRefused(String text) throws IOException {
    long line = 0;
    try (RowReader rows = reader(text)) {
      boolean more = true;
      while (more) {
        try {
          Optional<Row> row = rows.next();
          more = row.isPresent();
          if (more) {
            assertThat(row.get().line()).isGreaterThan(line);
            line = row.get().line();
          }
        } catch (BadRow e) {
          Samples.isTold(e);
          more = !e.isLast();
        }
      }
    } catch (BadRow heading) {
      Samples.isTold(heading);
    }
  }

  private static RowReader reader(String text) throws IOException {
    return RowReader.of(new BufferedReader(new StringReader(text)));
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return Samples.wellFormed().list().ofSize(WIDTH).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<List<String>>> marks() {
    return Samples.text("\",;\t\n\r {}[]=:").list().ofSize(WIDTH).list().ofMaxSize(8);
  }

  @Property(tries = 5_000)
  void aTableKeepsEveryCharacter(
      @ForAll("tables") List<List<String>> table, @ForAll("separators") char separator)
      throws IOException {
    keepsEveryCharacter(table, separator);
  }

  @Property(tries = 5_000)
  void aTableKeepsItsMarks(
      @ForAll("marks") List<List<String>> table, @ForAll("separators") char separator)
      throws IOException {
    keepsEveryCharacter(table, separator);
  }

  @Provide
  Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '\t');
  }

  private static void keepsEveryCharacter(List<List<String>> table, char separator)
      throws IOException {
    String heading = "\uFEFFa:String" + separator + "b:String" + separator + "c:String\r\n";
    String rows =
        table.stream()
            .map(
                row ->
                    row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(String.valueOf(separator), "", "\r\n")))
            .collect(Collectors.joining());
    assertThat(variables(heading + rows))
        .isEqualTo(table.stream().map(RowsFuzzTest::set).filter(row -> !row.isEmpty()).toList());
  }

  /** What is not empty, by the name of its column. */
  private static Map<String, String> set(List<String> row) {
    Map<String, String> set = new LinkedHashMap<>();
    IntStream.range(0, WIDTH)
        .filter(column -> !row.get(column).isEmpty())
        .forEach(column -> set.put("abc".substring(column, column + 1), row.get(column)));
    return set;
  }

  @Property(tries = 5_000)
  void anObjectKeepsEveryCharacter(@ForAll("tables") List<List<String>> table) throws IOException {
    List<Map<String, String>> rows = table.stream().map(RowsFuzzTest::set).toList();
    String text =
        rows.stream()
            .map(row -> Json.write(Map.of("variables", row)) + "\n")
            .collect(Collectors.joining());
    assertThat(variables(text)).isEqualTo(rows);
  }

  private static List<Map<String, String>> variables(String text) throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    try (RowReader rows = reader(text)) {
      for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        Map<String, String> variables = new LinkedHashMap<>();
        row.get()
            .variables()
            .forEach((name, variable) -> variables.put(name, variable.path("value").asText()));
        all.add(variables);
      }
    }
    return all;
  }
}
