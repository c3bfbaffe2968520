package tests.project;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;

/**
 * Every Java file is formatted as google-java-format does it; {@code tests/format.java} does it.
 */
@Tag("cli")
class FormattingTest {

  @Test
  void everyFileIsFormatted() {
    Command.of("tests/format.java", "--check").timeout(Duration.ofMinutes(4)).run().expect(0);
  }
}
