package tests.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Transcript;

/**
 * Runs last: looks for the passwords that the other tests planted in all that their commands
 * printed.
 */
@Order(Integer.MAX_VALUE)
@Tag("unit")
@Tag("cli")
class LeakTest {

  @Test
  void noCommandOfThisRunPrintedAPlantedPassword() {
    assertEquals(List.of(), Transcript.leaks());
  }
}
