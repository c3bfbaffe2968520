package tests.wrapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.Programs;
import tests.support.RunningCommand;
import tests.support.WrapperProject;

/** What a person at a terminal sees while a call has to be built. */
@Tag("cli")
class WrapperProgressTest {

  private final WrapperProject project = new WrapperProject();

  @BeforeEach
  void haveATerminalAndJBang() {
    Programs.require("script");
    project.shareJBang();
  }

  @AfterEach
  void removeProject() {
    project.close();
  }

  /** util-linux' script gives a command a terminal of its own. */
  private Command onATerminal(String call) {
    return project
        .own(Command.program("script", "-qec", call, "/dev/null"))
        .withoutEnv("TOOLS_LANG")
        .env("LC_ALL", "C.UTF-8")
        .env("TERM", "xterm");
  }

  @Test
  void aLineSaysWhatIsDoneAndForHowLongAndIsGoneAfterwards() {
    String call = "exec ./jbang sample.java one < /dev/null";
    Command.Result built = onATerminal(call).run().expect(7);
    assertThat(built.stdout())
        .contains("jbang: подготовка sample.java (один раз, до минуты): загрузка библиотек, ")
        .contains("\r\u001B[K")
        .doesNotContain("[jbang]");
    Command.Result again = onATerminal(call).run().expect(7);
    assertThat(again.stdout()).doesNotContain("jbang:").contains("on stderr");
  }

  @Test
  void itSpeaksTheLanguageOfTheTools() {
    project.write("config.properties", "# tools.lang = ru\ntools.lang = en\n");
    String call = "exec ./jbang sample.java --lang %s < /dev/null";
    String english = "preparing sample.java (once, up to a minute): fetching libraries, ";
    String russian = "подготовка sample.java";
    Command chosen = onATerminal("exec ./jbang sample.java < /dev/null");
    assertThat(chosen.run().expect(7).stdout()).contains(english);
    project.write("lib/sample.properties", "two");
    assertThat(chosen.env("TOOLS_LANG", "ru").run().expect(7).stdout()).contains(russian);
    project.write("lib/sample.properties", "three");
    Command option = onATerminal(call.formatted("en")).env("TOOLS_LANG", "ru");
    assertThat(option.run().expect(7).stdout()).contains(english);
  }

  @Test
  void quietShowsNothingAndAFailureIsToldInJBangsWords() {
    project.write("lib/Name.java", "package lib;\nclass Name { wrong }\n");
    String call = "exec ./jbang sample.java --quiet < /dev/null";
    assertThat(onATerminal(call).run().expect(3).stdout())
        .doesNotContain("подготовка")
        .contains("Name.java:2: error");
    project.write("lib/Name.java", "package lib;\nclass Name { static final String TEXT = \"\"; }");
    assertThat(onATerminal(call).run().expect(7).stdout())
        .doesNotContain("jbang")
        .contains("on stderr");
  }

  @Test
  void withoutATerminalJBangsOwnLinesAreShown() {
    Command.Result result = project.jbang("sample.java").env("TERM", "xterm").run().expect(7);
    assertThat(result.stderr())
        .contains("[jbang] Building jar for sample.java...")
        .doesNotContain("\r", "\u001B");
  }

  @Test
  void ctrlCEndsTheLineAndLeavesNothingBehind() throws IOException {
    var programs = Files.createDirectories(project.home().resolve("bin"));
    Files.delete(project.cache().resolve("jbang-0.132.1"));
    Files.writeString(programs.resolve("mvn"), "#!/bin/sh\nexec sleep 600\n")
        .toFile()
        .setExecutable(true);
    Command command =
        onATerminal("exec ./jbang sample.java < /dev/null")
            .env("PATH", programs + ":" + System.getenv("PATH"));
    try (RunningCommand running = command.startWithOpenStdin()) {
      running.awaitStdout("загрузка JBang, ");
      List<ProcessHandle> children = running.descendants();
      running.write(new byte[] {3});
      assertThat(running.awaitExit().expect(130).stdout()).endsWith("\r\u001B[K");
      children.forEach(child -> child.onExit().join());
    }
    assertThat(project.leftovers()).isEmpty();
  }
}
