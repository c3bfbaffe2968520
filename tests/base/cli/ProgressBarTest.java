package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import lib.base.cli.Output;
import lib.base.cli.ProgressBar;
import lib.base.cli.ToolEnvironment;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The line that shows how far long work has got. */
@Tag("unit")
class ProgressBarTest {

  private static final String ERASE = "\r\033[K";

  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  private ProgressBar bar(boolean terminal, boolean quiet, long total) {
    ToolEnvironment environment =
        new ToolEnvironment(
            Map.of("TERM", "dumb"),
            Path.of(""),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            stderr,
            descriptor -> terminal);
    return new ProgressBar(
        new Output(environment, quiet, false), Texts.load(Language.EN), "Rows", total);
  }

  private String printed() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theFirstStepIsDrawnWithRateAndRemainingTime() {
    bar(true, false, 2000).step();
    assertTrue(
        printed()
            .matches(
                "\r\033\\[KRows \\[\\.{20}]   0%  1 of 2,000, [\\d,]+ a second,"
                    + " [\\d,]+ seconds? left"),
        printed());
  }

  @Test
  void theBarFills() {
    bar(true, false, 4).step();
    assertThat(printed()).contains("[#####...............]  25%  1 of 4, ");
  }

  @Test
  void theLastStepLeavesNothing() {
    bar(true, false, 1).step();
    assertThat(printed()).contains("[####################] 100%  1 of 1, ");
    assertThat(printed()).endsWith(", 0 seconds left");
  }

  /** Rows appear while they are read; nothing may be divided by zero either. */
  @Test
  void moreStepsThanExpectedAreStillAHundredPercent() {
    bar(true, false, 0).step();
    assertThat(printed()).contains("] 100%  1 of 1, ");
  }

  /** Nobody knows how many tasks and messages there are before they have been read. */
  @Test
  void workOfUnknownLengthIsCounted() {
    var environment =
        new ToolEnvironment(
            Map.of("TERM", "dumb"),
            Path.of(""),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            stderr,
            descriptor -> true);
    ProgressBar.counting(new Output(environment, false, false), Texts.load(Language.EN), "Reading")
        .step();
    assertTrue(printed().matches("\r\033\\[KReading: 1 done, [\\d,]+ a second"), printed());
  }

  @Test
  void closingTakesTheLineAway() {
    try (ProgressBar bar = bar(true, false, 3)) {
      bar.step();
    }
    assertThat(printed()).endsWith(ERASE);
  }

  @Test
  void manyStepsAreNotManyDrawings() {
    try (ProgressBar bar = bar(true, false, 1_000_000)) {
      long start = System.nanoTime();
      IntStream.range(0, 100_000).forEach(step -> bar.step());
      long most = 3 + (System.nanoTime() - start) / 100_000_000;
      assertTrue(printed().chars().filter(c -> c == '\r').count() <= most, printed());
    }
  }

  @Test
  void thereIsNothingWithoutATerminalOrWithQuiet() {
    for (boolean terminal : new boolean[] {true, false}) {
      try (ProgressBar bar = bar(terminal, terminal, 2)) {
        bar.step();
      }
    }
    assertEquals("", printed());
  }
}
