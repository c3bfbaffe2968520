package tests.tools.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import lib.tools.worker.status.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Project;

/** What a worker says it is, is what the changelog describes. */
@Tag("unit")
class VersionTest {

  private static final Pattern ENTRY =
      Pattern.compile("(?m)^## (\\d+\\.\\d+\\.\\d+)( \\(in development\\))?");

  @Test
  void itIsTheTopEntryOfTheChangelog() {
    String changelog = Project.read(Project.home().resolve("CHANGELOG.md"));
    MatchResult top = ENTRY.matcher(changelog).results().findFirst().orElseThrow();
    String suffix = top.group(2) == null ? "" : "-dev";
    assertEquals(top.group(1) + suffix, Version.CURRENT);
  }
}
