package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.Table;
import lib.base.cli.TableColumn;
import lib.base.cli.ToolEnvironment;
import lib.base.text.DisplayWidth;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as lines that fit a terminal. */
@Tag("unit")
class TableTest {

  private static final String ID = "e346e0ca-e9c8-11f1-b167-02fc00000001";

  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.key("queue"),
          TableColumn.number("messages", 1),
          TableColumn.text("type", 3),
          TableColumn.text("problem", 2));

  /** The headers are those of a tool's own table. */
  private static List<String> printed(Map<String, String> variables, String[]... rows) {
    var stdout = new ByteArrayOutputStream();
    var environment =
        ToolEnvironment.of(variables, Path.of(""), stdout, OutputStream.nullOutputStream());
    var output = new Output(environment, false, false);
    var table = new Table(output, Texts.load(Language.EN, "cli"), "reader", COLUMNS);
    for (String[] row : rows) {
      table.row(row[1].equals("9") ? Optional.of(Style.WARNING) : Optional.empty(), List.of(row));
    }
    table.print();
    output.checkOpen();
    return stdout.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> printed(int columns, String[]... rows) {
    return printed(Map.of("COLUMNS", String.valueOf(columns)), rows);
  }

  private static String[] row(String... cells) {
    return cells;
  }

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    assertEquals(
        List.of(
            "QUEUE   MESSAGES  TYPE     PROBLEM",
            "注文           1  classic  -",
            "orders     1,234  quorum   down"),
        printed(80, row("注文", "1", "classic", ""), row("orders", "1,234", "quorum", "down")));
  }

  @Test
  void aColumnWithNothingInItIsNotShown() {
    assertEquals(List.of("QUEUE  MESSAGES", "a             1"), printed(80, row("a", "1", "", "")));
  }

  @Test
  void withoutRowsThereIsNoHeaderEither() {
    assertEquals(List.of(), printed(80));
  }

  @Test
  void theLongestTextGivesWayFirst() {
    List<String> lines = printed(60, row("a", "1", "classic", "b".repeat(300)));
    assertEquals("a             1  classic  " + "b".repeat(33) + "…", lines.get(1));
  }

  @Test
  void whereEvenThatIsNotEnoughTheLeastImportantColumnsGoAndAreNamed() {
    List<String> lines = printed(60, row(ID, "1", "classic", "b".repeat(300)));
    assertEquals(ID + "         1  bbbbbbbbbbb…", lines.get(1));
    assertEquals("Not shown for want of width: TYPE", lines.get(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 36, 37, 40, 60, 80, 200})
  void anIdIsNeverCutAndNothingElseIsWiderThanTheTerminal(int columns) {
    List<String> lines = printed(columns, row(ID, "1", "c".repeat(50), "p".repeat(300)));
    assertThat(lines.get(1)).startsWith(ID);
    assertThat(lines.subList(0, 2))
        .allMatch(line -> DisplayWidth.of(line) <= Math.max(columns, ID.length()));
  }

  @Test
  void oneVeryLongNameHasALineOfItsOwnAndTakesNoColumnFromTheOthers() {
    String name = "q".repeat(200);
    assertEquals(
        List.of("QUEUE  MESSAGES", "a             1", name, "              9"),
        printed(40, row("a", "1", "", ""), row(name, "9", "", "")));
  }

  @Test
  void inAPipeNothingIsCut() {
    List<String> lines = printed(Map.of(), row(ID, "1", "c".repeat(300), "p".repeat(300)));
    assertThat(lines.get(1)).endsWith("  " + "c".repeat(300) + "  " + "p".repeat(300));
  }

  @Test
  void aNameFromOutsideStaysOnItsLineAndSteersNothing() {
    List<String> lines =
        printed(
            Map.of("CLICOLOR_FORCE", "1", "COLUMNS", "80"),
            row("\u001B[31mred\nnext\u202E", "9", "Z" + "\u0301".repeat(99), ""));
    assertEquals(2, lines.size());
    assertEquals(
        "\u001B[33m\\u001B[31mred\\nnext\\u202E         9  Z\u0301\u0301\u0301\u0301\u001B[0m",
        lines.get(1));
  }
}
