package tests.project;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tests.support.Command;

/** The tables in the pages are those that the scripts write from the code. */
@Tag("cli")
class PageTablesTest {

  /** For a script that calls every tool twice, perhaps all of them for the first time. */
  private static final Duration MANY_CALLS = Duration.ofMinutes(15);

  @Test
  void theTablesOfSettingsAreFresh() {
    Command.of("docs/settings.java", "--check").run().expect(0);
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void theTablesOfOptionsAreFresh() {
    Command.of("docs/options.java", "--check").timeout(MANY_CALLS).run().expect(0);
  }
}
