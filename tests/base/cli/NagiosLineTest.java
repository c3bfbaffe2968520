package tests.base.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lib.base.cli.NagiosLine;
import lib.base.text.ExitCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a plugin prints can be read back by a monitor, whatever is in it. */
@Tag("unit")
class NagiosLineTest {

  @Test
  void stateTextAndDataStandOnTheFirstLine() {
    NagiosLine line =
        new NagiosLine(ExitCode.WARNING, "two things").data("time", "0.120s", "", "", 0);
    line.data("queue.of 'x'=|", 5, 1, 10, 0).unknown("uptime").more("the other");
    assertEquals(
        List.of(
            "WARNING: two things | time=0.120s;;;0 'queue.of ''x''__'=5;1;10;0 uptime=U",
            "the other"),
        line.lines());
  }

  @Test
  void noTextBeginsDataOrALineOfItsOwn() {
    NagiosLine line = new NagiosLine(ExitCode.CRITICAL, "a | b=1\r\nOK: forged\u001B[2J");
    line.more("c|d\ne");
    assertEquals(List.of("CRITICAL: a / b=1\\r\\nOK: forged\\u001B[2J", "c/d\\ne"), line.lines());
  }

  @Test
  void ofAnInterruptedRunNothingIsKnown() {
    assertEquals(List.of("UNKNOWN: x"), new NagiosLine(ExitCode.INTERRUPTED, "x").lines());
  }
}
