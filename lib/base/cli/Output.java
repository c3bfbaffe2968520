package lib.base.cli;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import lib.base.json.Json;
import lib.base.text.Printable;

/**
 * Where a tool prints: its result to stdout, everything else to stderr, both in UTF-8. What it
 * prints is {@link Printable}: line breaks and styles of our own stay, and nothing from outside
 * steers the terminal.
 *
 * <p>With {@code --quiet} only errors and JSON are printed. With {@code --json} text for stdout is
 * dropped, so that the one JSON document stands alone there.
 */
public final class Output {

  /** Cursor to the top left, and clear what is below it. */
  private static final String CLEAR = "\033[H\033[J";

  private static final int DEFAULT_WIDTH = 80;

  private final ResultStream result;
  private final PrintStream stderr;
  private final Colours colours;
  private final Colours errorColours;
  private final ToolEnvironment environment;
  private final boolean quiet;
  private final boolean json;
  private boolean documentsAreLines;
  private boolean documentWritten;

  /** An output to the streams of an environment. */
  public Output(ToolEnvironment environment, boolean quiet, boolean json) {
    this.result = new ResultStream(environment.stdout());
    this.stderr = new PrintStream(environment.stderr(), true, StandardCharsets.UTF_8);
    this.colours = Colours.of(environment, 1);
    this.errorColours = Colours.of(environment, 2);
    this.environment = environment;
    this.quiet = quiet;
    this.json = json;
  }

  /** An empty line of the result. */
  public void line() {
    line("");
  }

  /** A line of the result. */
  public void line(String text) {
    if (!quiet && !json) {
      write(text);
    }
  }

  /** A line of the result whose colour means something. */
  public void line(Style style, String text) {
    line(styled(style, text));
  }

  /**
   * A line of the result that says why the run does not end with 0: with {@code --quiet} it goes to
   * stderr, so that cron's mail is not empty.
   */
  public void concern(Style style, String text) {
    if (quiet && !json) {
      question(errorStyled(style, text));
    } else {
      line(style, text);
    }
  }

  /**
   * The result as the one JSON document of this run. What would steer a terminal stands in it as
   * the escape that JSON has for it.
   */
  public void json(Object document) {
    documentWritten = true;
    write(documentsAreLines ? Json.write(document) : Json.pretty(document));
  }

  /** From now on there are several results: each JSON document is a line of its own. */
  void makeDocumentsLines() {
    documentsAreLines = true;
  }

  /** Whether a JSON document has to be one line, because there are several. */
  public boolean areDocumentsLines() {
    return documentsAreLines;
  }

  /** Empties the screen of a terminal that can do that. */
  public void clearScreen() {
    if (colours.onTerminal() && colours.on()) {
      result.stream().print(CLEAR);
    }
  }

  /**
   * The result as the one JSON document of this run, from a file, which ends with a line break: it
   * may be of any size.
   *
   * @throws OutputClosedException if it could not be written
   * @throws UncheckedIOException if the file cannot be read
   */
  public void json(Path document) {
    documentWritten = true;
    result.copy(document);
  }

  /** Whether anything has been printed to stdout. */
  boolean isUsed() {
    return result.isUsed();
  }

  /** Whether the JSON document has been printed already. */
  boolean isDocumentWritten() {
    return documentWritten;
  }

  /** Text for stdout whatever the options are, e.g. help, or the one line that was asked for. */
  public void always(String text) {
    write(text);
  }

  private void write(String text) {
    result.println(colours.printable(text), () -> question(text));
  }

  /** Progress and remarks, to stderr. */
  public void note(String text) {
    if (!quiet) {
      question(text);
    }
  }

  /** What somebody has to see before a question, to stderr, also with {@code --quiet}. */
  public void question(String text) {
    stderr.println(errorColours.printable(text));
  }

  /** A warning, to stderr. */
  public void warning(String text) {
    note(errorStyled(Style.WARNING, text));
  }

  /** An error, to stderr, also with {@code --quiet}. */
  public void error(String text) {
    question(errorStyled(Style.FAILURE, text));
  }

  /** Text for stdout in a style if colours are on there. */
  public String styled(Style style, String text) {
    return colours.styled(style, text);
  }

  /** Text for stderr in a style if colours are on there. */
  public String errorStyled(Style style, String text) {
    return errorColours.styled(style, text);
  }

  /** Whether stdout is a terminal. */
  public boolean isTerminal() {
    return colours.onTerminal();
  }

  /**
   * The columns that lines may have: those of the variable COLUMNS, else of the terminal, of which
   * 80 are assumed if it does not tell. Empty in a pipe or a file, whose reader wants all there is.
   */
  public OptionalInt width() {
    String columns = environment.variables().getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9]\\d{0,4}")) {
      return OptionalInt.of(Integer.parseInt(columns));
    }
    if (!isTerminal()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(environment.terminals().width().orElse(DEFAULT_WIDTH));
  }

  /** Whether stderr is a terminal, so that a progress bar makes sense. */
  public boolean isErrorTerminal() {
    return errorColours.onTerminal();
  }

  /** Whether only errors are wanted. */
  public boolean isQuiet() {
    return quiet;
  }

  /**
   * From now on work goes on although stdout cannot be written: a change must not stop half-way. If
   * it is not for want of a reader, the result goes to stderr instead, and the run ends as a
   * failure.
   */
  public void ignoreClosed() {
    result.goOn();
  }

  /** From now on it counts again: what has no end must end when nobody reads it. */
  void heedClosed() {
    result.stopAtFailure();
  }

  /** Standard output itself, for streaming. Flush it; a failure shows in {@link #checkOpen}. */
  public PrintStream stdout() {
    return result.stream();
  }

  /** Standard error itself. */
  public PrintStream stderr() {
    return stderr;
  }

  /**
   * Flushes stdout.
   *
   * @throws OutputClosedException if it could not be written, e.g. after {@code | head}
   */
  public void checkOpen() {
    result.checkOpen();
  }

  /**
   * The end of the run.
   *
   * @throws OutputClosedException if stdout could not be written, unless a change was made and only
   *     the reader was missing
   */
  void finish() {
    result.finish();
  }
}
