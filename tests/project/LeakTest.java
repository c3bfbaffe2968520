package tests.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import tests.support.Transcript;

/**
 * Runs last: looks for the passwords that the other tests planted in all that their commands
 * printed. Fails if there was nothing to look at.
 */
@Order(Integer.MAX_VALUE)
@Isolated("It looks at what all others have printed")
@Tag("cli")
class LeakTest {

  @Test
  void noCommandOfThisRunPrintedAPlantedPassword() {
    assertTrue(
        Transcript.canLeak(), "no test before this one planted a password and ran a command");
    assertEquals(List.of(), Transcript.leaks());
  }
}
