package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.Command;
import tests.support.Programs;
import tests.support.RunningCommand;

/** The completion scripts in the shells themselves: what they make of a key press. */
@Tag("cli")
class CompletionTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void writeScripts() throws IOException {
    for (String tool : new String[] {"check_queues", "unlock_task"}) {
      String script = Command.of(tool + ".java", "--completion", "bash").run().expect(0).stdout();
      Files.writeString(folder.resolve(tool), script);
      String fish =
          Command.of(tool + ".java", "--completion", "fish", "--lang", "en")
              .run()
              .expect(0)
              .stdout();
      Files.writeString(folder.resolve(tool + ".fish"), fish);
    }
  }

  /** What bash would offer for the last of these words. */
  private static String offered(String line) {
    String[] words = line.split(" ", -1);
    String asked =
        """
        . %1$s/check_queues; . %1$s/unlock_task
        COMP_WORDS=(%2$s); COMP_CWORD=%3$d
        spec=$(complete -p "${COMP_WORDS[0]##*/}") && [[ $spec =~ -F\\ ([^ ]+) ]] && ${BASH_REMATCH[1]}
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(folder, line.replaceFirst(" $", " ''"), words.length - 1);
    return Command.program("bash", "-c", asked).run().expect(0).stdout();
  }

  /** However a tool is called, with the cursor at its end. */
  static Stream<String> calls() {
    return Stream.of(
        "check_queues.java --non",
        "./check_queues.java --non",
        "check-queues --non",
        "jbang check_queues.java --non",
        "./jbang check_queues.java --non",
        "/opt/ucw/jbang /opt/ucw/check_queues.java --watch 5 --non",
        "jbang check-queues --non",
        "jbang run --quiet check-queues errors.camunda_tasks.queue --non");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void bashKnowsTheToolHoweverItIsCalled(String line) {
    assertThat(offered(line)).isEqualTo("--non-empty\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'jbang unlock-task --lang ','ru\nen\n'",
    "jbang unlock-task --fai,'--failed\n'",
    "unlock-task --topic bitrix_create_d,'bitrix_create_deal\n'",
    "./check_queues.java errors,'errors.camunda_tasks.queue\n'",
    "jbang unlock-task --queue 1,'1c.queue\n'",
    "jbang no_such.java --fai,'\n'",
    "jbang check_q,'\n'"
  })
  void bashOffersWhatTheNamedToolTakes(String line, String offered) {
    assertThat(offered(line)).isEqualTo(offered);
  }

  @ParameterizedTest
  @CsvSource({
    "bash, ./check_queues.java --non",
    "bash, check-queues --non",
    "bash, ./jbang check_queues.java --non",
    "bash, jbang check-queues --non",
    "zsh, ./check_queues.java --non",
    "zsh, check-queues --non",
    "zsh, ./jbang check_queues.java --non",
    "zsh, jbang check-queues --non"
  })
  void aShellCompletesOnTheTabKey(String shell, String line) {
    Programs.require("script");
    Programs.require(shell);
    boolean zsh = shell.equals("zsh");
    String call = zsh ? "zsh -f -i" : "bash --norc -i";
    String prepare =
        zsh ? "autoload -Uz compinit && compinit -u -d " + folder.resolve("dump") + "; " : "";
    try (RunningCommand running =
        Command.program("script", "-qec", call, "/dev/null")
            .env("TERM", "xterm")
            .startWithOpenStdin()) {
      running.write(
          (prepare + ". %1$s/check_queues; . %1$s/unlock_task; echo rea\"\"dy\n".formatted(folder))
              .getBytes(StandardCharsets.UTF_8));
      running.awaitStdout("ready\r");
      running.write((line + "\t").getBytes(StandardCharsets.UTF_8));
      running.awaitStdout("-empty");
    }
  }

  /** What fish would offer at the end of this line, without the explanations. */
  private static String fishOffers(String line) {
    Programs.require("fish");
    String asked =
        "source %1$s/check_queues.fish; source %1$s/unlock_task.fish; complete -C '%2$s'";
    return Command.program("fish", "--no-config", "-c", asked.formatted(folder, line))
        .env("HOME", folder.toString())
        .run()
        .expect(0)
        .stdout()
        .replaceAll("\t.*", "");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void fishKnowsTheToolHoweverItIsCalled(String line) {
    assertThat(fishOffers(line)).isEqualTo("--non-empty\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'jbang unlock-task --lang ','en\nru\n'",
    "jbang unlock-task --fai,'--failed\n'",
    "unlock-task --topic bitrix_create_d,'bitrix_create_deal\n'",
    "unlock-task --topic=bitrix_create_d,'--topic=bitrix_create_deal\n'",
    "./check_queues.java errors,'errors.camunda_tasks.queue\n'",
    "jbang unlock-task --queue 1,'1c.queue\n'",
    "jbang no_such.java --fai,''",
    "jbang check_queues.java --fai,''"
  })
  void fishOffersWhatTheNamedToolTakes(String line, String offered) {
    assertThat(fishOffers(line)).isEqualTo(offered);
  }

  @Test
  void fishExplainsTheOptions() {
    Programs.require("fish");
    String asked =
        "source %s/check_queues.fish; complete -C 'check-queues --non'".formatted(folder);
    Command.Result result = Command.program("fish", "--no-config", "-c", asked).run().expect(0);
    assertThat(result.stdout()).isEqualTo("--non-empty\tOnly queues with messages\n");
  }

  @Test
  void aFileNameIsOfferedWhereAFileIsMeant() throws IOException {
    Files.writeString(folder.resolve("other.properties"), "");
    assertThat(fishOffers("check-queues --config %s/oth".formatted(folder)))
        .isEqualTo(folder + "/other.properties\n");
  }

  @Test
  void namesThatAShellWouldReadAsCodeAreNotOffered() throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve("hostile.properties"),
            "routing.crm.queue = crm.queue\n"
                + "routing.crm.topics = plain_topic,$(touch hit),a'b\"c`d`\n");
    for (String shell : new String[] {"bash", "fish"}) {
      Command command = Command.of("unlock_task.java", "--completion", shell);
      String script = command.with("--config", settings.toString()).run().expect(0).stdout();
      assertThat(script).contains("plain_topic").doesNotContain("touch hit", "`d`");
    }
  }

  @Test
  void settingsThatCannotBeReadCostTheValuesOnly() {
    Command command = Command.of("unlock_task.java", "--completion", "fish", "--config", "missing");
    assertThat(command.run().expect(0).stdout())
        .contains("-l topic -x -d ")
        .doesNotContain("bitrix24");
  }
}
