package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lib.base.cli.Style;
import lib.base.cli.Terminals;
import lib.base.cli.ToolEnvironment;
import lib.base.cli.ToolRunner;
import lib.base.cli.UsageException;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.SampleTool;

/** What all tools have in common: options, languages, streams, failures, exit codes. */
@Tag("unit")
class ToolRunnerTest {

  private static final Terminals NO_TERMINAL = descriptor -> false;

  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>(Map.of("LOG_FILE", ""));
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private SampleTool.Work work =
      (tool, context) -> {
        context.out().line(tool.key + " " + tool.variables + " " + tool.businessKey);
        return ExitCode.OK;
      };
  private Terminals terminals = NO_TERMINAL;
  private OutputStream target = stdout;
  private String input = "";

  private int run(String... args) {
    var environment =
        new ToolEnvironment(
            variables,
            folder,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            target,
            stderr,
            terminals);
    return ToolRunner.run(
        environment,
        "sample_tool",
        new SampleTool((tool, context) -> work.run(tool, context)),
        args);
  }

  private String out() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  private JsonNode error() throws IOException {
    return Json.MAPPER.readTree(out()).get("error");
  }

  @Nested
  class Options {

    @Test
    void mayBeShortenedGluedAndJoinedByAnEqualsSign() {
      assertEquals(0, run("K", "--bus", "B1", "-vfoo=1"));
      assertEquals("K foo=1 B1\n", out());
      assertEquals(0, run("--variables=a=1,b=2", "K"));
      assertThat(out()).endsWith("K a=1,b=2 null\n");
    }

    @Test
    void mayBeRepeatedAndTheLastOneCounts() {
      assertEquals(0, run("K", "-b", "first", "--bus=last", "--lang", "en"));
      assertEquals("K null last\n", out());
      assertEquals(
          "⚠️ --business-key is given more than once: only the last value counts.\n", err());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"-b same -b same", "--tags a --tags b", "--json --json", "--count 5 -b 5"})
    void thatSayTheSameAgainOrAreListsAreNoMistake(String options) {
      assertEquals(0, run(("K " + options).split(" ")));
      assertEquals("", err());
    }

    @Test
    void takeAtSignsAndDashesAsTheyAre() throws IOException {
      Files.writeString(folder.resolve("f"), "x");
      assertEquals(0, run("@f", "-v", "-"));
      assertEquals("@f - null\n", out());
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--jsn|Неизвестный параметр --jsn. Возможно, имелось в виду: --json.",
          "-x|Неизвестный параметр -x. Список параметров показывает --help.",
          "--ver|Неоднозначное сокращение --ver: подходят --verify, --verbose.",
          "--l-|Неоднозначное сокращение --l-: подходят --left-side, --left-corner, --label,"
              + " --lang.",
          "--lef=1|Неоднозначное сокращение --lef: подходят --left-side, --left-corner.",
          "--count=x|Недопустимое значение --count: \"x\". Допускается целое число (N).",
          "--shape=oval|Недопустимое значение --shape: \"oval\". Допускается одно из: round,"
              + " square.",
          "--lang=de|Недопустимое значение --lang: \"de\". Допускается одно из: ru, en.",
          "--config|Параметру --config нужно значение: FILE.",
          "--quiet=x|Недопустимое значение --quiet: \"x\". Допускается параметр без значения."
        })
    void thatAreWrongAreExplainedInRussian(String option, String sentence) {
      assertEquals(3, run("K", option));
      assertEquals("❌ " + sentence + "\n", err());
      assertEquals("", out());
    }

    @Test
    void thatAreWrongAreExplainedInEnglishWhereverTheLanguageStands() {
      assertEquals(3, run("--jsn", "--lang", "en"));
      assertEquals("❌ Unknown option --jsn. Did you mean: --json?\n", err());
    }

    @ParameterizedTest
    @CsvSource({
      "--business-key=-h-2026, K null -h-2026 null [] -",
      "--bus=--json, K null --json null [] -",
      "-b=-v, K null -v null [] -",
      "-b-v, K null -v null [] -",
      "--var=-1, K -1 null null [] -",
      "--file=-h, K null null -h [] -",
      "--tags=--lang, K null null null [--lang] -",
      "--label=--no-such, K null null null [] --no-such"
    })
    void takeAnAttachedValueThatBeginsWithADash(String argument, String values) {
      work =
          (tool, context) -> {
            context.out().line(values(tool));
            return ExitCode.OK;
          };
      assertEquals(0, run("K", argument), err());
      assertEquals(values + "\n", out());
      assertEquals(0, run(argument, "K"), err());
    }

    private static String values(SampleTool tool) {
      return "%s %s %s %s %s %s"
          .formatted(
              tool.key,
              tool.variables,
              tool.businessKey,
              tool.file,
              tool.tags,
              tool.label.orElse("-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--business-key", "-b", "--file", "--tags", "--label", "--count"})
    void doNotTakeTheNextOptionForTheirValue(String option) throws IOException {
      assertEquals(3, run("K", "--lang=en", option, "--quiet"));
      assertThat(err()).startsWith("❌ Option --").contains(" needs a value: ");
    }

    @Test
    void endWhereTwoDashesStand() {
      assertEquals(0, run("-v=1", "--", "--json"));
      assertEquals("--json 1 null\n", out());
    }

    @ParameterizedTest
    @CsvSource({
      "'', Argument 1 is empty",
      "-b|, Empty value in option -b",
      "-b=|K, Empty value in option -b",
      "--config|, Empty value in option --config",
      "--business-key=, Empty value in option --business-key",
      "--bus=, Empty value in option --business-key",
      "K|--count|, Empty value in option --count",
      "--file=, Empty value in option --file",
      "--shape|, Empty value in option --shape",
      "--tags=, Empty value in option --tags",
      "'--tags=,', Empty value in option --tags",
      "'--tags=,,', Empty value in option --tags",
      "'--tags= , ', Empty value in option --tags",
      "'--tags|  ', Empty value in option --tags",
      "--label=, Empty value in option --label",
      "--lang=, Empty value in option --lang",
      "--completion=, Empty value in option --completion",
      "--json|, Argument 2 is empty",
      "K|, Argument 2 is empty",
      "K|--|, Argument 3 is empty"
    })
    void thatAreEmptyAreAVariableThatIsNotSet(String arguments, String sentence) {
      variables.put("TOOLS_LANG", "en");
      assertEquals(3, run(arguments.split("\\|", -1)));
      assertThat(err()).startsWith("❌ " + sentence);
    }

    @Test
    void oneElementOfAListMayBeEmpty() {
      work =
          (tool, context) -> {
            context.out().line(String.join("/", tool.tags));
            return ExitCode.OK;
          };
      assertEquals(0, run("--tags=a,,b"), err());
      assertEquals("a//b\n", out());
    }

    @Test
    void thatExcludeEachOtherAreNamed() {
      assertEquals(3, run("--left-side", "K", "--left-c"));
      assertEquals("❌ Эти параметры нельзя указывать вместе: --left-side, --left-corner.\n", err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--count x --nonsense", "--nonsense --count x", "--count x --lang de"})
    void tellTheFirstMistakeOfSeveralValues(String wrong) {
      assertEquals(3, run(("--lang en --lang=en " + wrong).split(" ")));
      assertEquals("❌ Wrong value for --count: \"x\". Allowed: a whole number (N).\n", err());
    }

    @Test
    void anOptionBehindTwoDashesIsAnArgument() {
      assertEquals(3, run("K", "--lang=en", "--", "--json"));
      assertThat(err()).startsWith("❌ Unexpected argument: --json");
    }

    @Test
    void moreArgumentsThanThereAreAreAnError() {
      assertEquals(3, run("a", "b"));
      assertEquals("❌ Лишний аргумент: b. Список аргументов показывает --help.\n", err());
    }
  }

  @Nested
  class Help {

    @Test
    void isInTheChosenLanguageWithExamples() {
      assertEquals(0, run("--help"));
      assertThat(out()).startsWith("Образец инструмента.\nИспользование: sample_tool.java ");
      assertThat(out()).contains("Тихий режим: только ошибки.");
      assertThat(out()).contains("Сколько, по умолчанию 5.");
      assertThat(out()).containsSubsequence("--label=L ", "--left-side ", "-h, --help ", "--json ");
      assertThat(out()).contains("[KEY]                Ключ.");
      assertThat(out())
          .as(out())
          .endsWith(
              "Примеры:\n  sample_tool.java K --count 5\n"
                  + "  sample_tool.java K --variables \"a = 50%\"\n");
      assertEquals("", err());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void fitsTheTerminalAndBreaksBetweenWordsOnly(int width) {
      assertEquals(0, run("--help"));
      List<String> words = List.of(out().replace("\\", "").strip().split("\\s+"));
      stdout.reset();
      variables.put("NO_COLOR", "1");
      terminals = new TerminalOfWidth(width);
      assertEquals(0, run("--help"));
      assertThat(out().lines()).allMatch(line -> line.length() <= width);
      assertThat(out().lines().mapToInt(String::length).max().orElse(0))
          .isGreaterThan(Math.min(width, 140) - 20);
      assertThat(List.of(out().replace("\\", "").strip().split("\\s+"))).isEqualTo(words);
    }

    @Test
    void keepsACommandThatIsTooLongOneCommand() {
      terminals = new TerminalOfWidth(40);
      variables.put("TERM", "dumb");
      assertEquals(0, run("--help"));
      assertThat(out()).endsWith("  sample_tool.java K --variables \\\n    \"a = 50%\"\n");
    }

    @Test
    void hasNothingInColourButItsNames() {
      variables.put("CLICOLOR_FORCE", "1");
      assertEquals(0, run("--help"));
      assertThat(out()).contains("  \u001B[1m-b, --business-key=B\u001B[0m  ");
      assertThat(out()).doesNotContain("\\u001B");
    }

    @Test
    void isEnglishIfAskedFor() {
      assertEquals(0, run("-h", "--lang=en"));
      assertThat(out()).startsWith("A sample tool.\nUsage: ");
      assertFalse(out().matches("(?s).*[а-яА-Я].*"), out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "file", "dotenv"})
    void takesTheLanguageFromTheConfiguration(String source) throws IOException {
      switch (source) {
        case "env" -> variables.put("TOOLS_LANG", "en");
        case "file" -> Files.writeString(folder.resolve("config.properties"), "tools.lang=en");
        default -> Files.writeString(folder.resolve(".env"), "export TOOLS_LANG=en");
      }
      assertEquals(0, run("--help"));
      assertThat(out()).contains("Usage:");
    }

    @Test
    void worksWithABrokenConfiguration() throws IOException {
      Files.writeString(folder.resolve("config.properties"), "camunda.max_tasks=x\n\\u12");
      Files.writeString(folder.resolve(".env"), "broken");
      assertEquals(0, run("--help", "--config", "missing"));
      assertThat(out()).contains("Использование:");
    }

    @ParameterizedTest
    @CsvSource({"bash, --business-key", "zsh, --business-key", "fish, -l business-key"})
    void hasACompletionScript(String shell, String option) {
      assertEquals(0, run("--completion", shell));
      assertThat(out()).contains(option);
      assertThat(out()).contains("sample_tool.java");
    }
  }

  @Nested
  class Failures {

    @Test
    void ofTheConfigurationEndWith3InTheConfiguredLanguage() throws IOException {
      variables.put("TOOLS_LANG", "en");
      variables.put("RABBITMQ_PORT", "x");
      assertEquals(3, run("K"));
      assertThat(err()).startsWith("❌ environment variable RABBITMQ_PORT: ");
    }

    @Test
    void withJsonAreOneDocumentAndASentenceOnStderr() throws IOException {
      variables.put("RABBITMQ_PORT", "x");
      assertEquals(3, run("K", "--json"));
      assertEquals("config.invalid_value", error().get("kind").asText());
      assertEquals(3, error().get("exit_code").asInt());
      assertThat(err()).contains(error().get("message").asText());
    }

    @Test
    void ofUsageAreJsonWhereverTheOptionStands() throws IOException {
      assertEquals(3, run("--nonsense", "K", "--json"));
      assertEquals("cli.usage", error().get("kind").asText());
      stdout.reset();
      assertEquals(3, run("--js", "--count", "x"));
      assertEquals("cli.usage", error().get("kind").asText());
    }

    @Test
    void knownToTheToolHaveTheirExitCode() {
      work =
          (tool, context) -> {
            throw new UsageException(Message.of("cli.missing_argument", "KEY"));
          };
      assertEquals(3, run());
      assertEquals("❌ Не указан обязательный аргумент: KEY.\n", err());
    }

    @Test
    void thatAreBugsEndWith3AndShowTheStackOnlyIfVerbose() {
      work =
          (tool, context) -> {
            throw new IllegalStateException("oops");
          };
      assertEquals(3, run("--lang", "en"));
      assertEquals(
          "❌ Internal error of the program: java.lang.IllegalStateException: oops. Run with"
              + " --verbose for details.\n",
          err());
      assertEquals(3, run("--verbose"));
      assertThat(err()).contains("\tat tests.base.cli.ToolRunnerTest");
    }

    @Test
    void byInterruptionEndWith130() {
      work =
          (tool, context) -> {
            throw new InterruptedException();
          };
      assertEquals(130, run());
      assertTrue(Thread.interrupted());
    }

    @Test
    void neverShowAConfiguredSecret() {
      variables.put("RABBITMQ_PASSWORD", "hun ter2/");
      work =
          (tool, context) -> {
            throw new IllegalStateException("amqp://u:hun%20ter2%2F@h and hun ter2/");
          };
      assertEquals(3, run("--json", "--verbose"));
      assertThat((out() + err())).as(out() + err()).doesNotContain("ter2");
      assertThat(err()).contains("amqp://u:***@h and ***");
    }

    @Test
    void afterTheDocumentDoNotPrintASecondOne() throws IOException {
      work =
          (tool, context) -> {
            context.out().json(Map.of("done", 1));
            throw new IllegalStateException("late");
          };
      assertEquals(3, run("--json"));
      assertEquals(1, Json.MAPPER.readTree(out()).get("done").asInt());
      assertEquals(out(), "{\n  \"done\": 1\n}\n");
    }
  }

  @Nested
  class Streams {

    private void printAll() {
      work =
          (tool, context) -> {
            context.out().line(Style.OK, "result");
            context.out().note("progress");
            context.out().warning("careful");
            context.out().error("broken");
            return ExitCode.WARNING;
          };
    }

    @Test
    void keepResultsAndEverythingElseApart() {
      printAll();
      assertEquals(1, run("K"));
      assertEquals("result\n", out());
      assertEquals("progress\ncareful\nbroken\n", err());
    }

    @Test
    void showErrorsOnlyIfQuiet() {
      printAll();
      assertEquals(1, run("K", "--quiet"));
      assertEquals("", out());
      assertEquals("broken\n", err());
    }

    @Test
    void dropTextIfJsonIsWanted() {
      printAll();
      assertEquals(1, run("K", "--json"));
      assertEquals("", out());
    }

    @Test
    void areColouredEachForItself() {
      printAll();
      terminals = descriptor -> descriptor == 2;
      assertEquals(1, run("K"));
      assertEquals("result\n", out());
      assertThat(err()).contains("\u001B[33mcareful\u001B[0m");
    }

    @ParameterizedTest
    @CsvSource({
      "NO_COLOR, 1, false",
      "TERM, dumb, false",
      "TERM, xterm, true",
      "NO_COLOR, '', true"
    })
    void followTheConventionsOnATerminal(String variable, String value, boolean coloured) {
      printAll();
      terminals = descriptor -> true;
      variables.put(variable, value);
      run("K");
      assertEquals(coloured, out().contains("\u001B["), out());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "'', false"})
    void mayBeForcedToBeColoured(String force, boolean coloured) {
      printAll();
      variables.put("CLICOLOR_FORCE", force);
      run("K");
      assertEquals(coloured, out().contains("\u001B["), out());
    }

    @Test
    void thatNobodyReadsEndTheToolQuietly() {
      target = new Unwritable("Broken pipe");
      assertEquals(0, run("K"));
      assertEquals("", err());
    }

    @Test
    void thatCannotBeWrittenAreAFailure() {
      target = new Unwritable("No space left on device");
      assertEquals(2, run("K"));
      assertThat(err()).contains("No space left on device");
    }

    @Test
    void thatNobodyReadsDoNotStopAChangeHalfWay() {
      target = new Unwritable("Broken pipe");
      var done = new StringBuilder();
      work =
          (tool, context) -> {
            context.out().ignoreClosed();
            for (int i = 0; i < 3; i++) {
              context.out().line("line");
              done.append(i);
            }
            return ExitCode.WARNING;
          };
      assertEquals(1, run("K"));
      assertEquals("012", done.toString());
    }
  }

  @Nested
  class Exits {

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\u001B[31mb\u009B", "a\u202Eb\u2028"})
    void areCleanedForAllCallers(String foreign) throws IOException {
      variables.put("CLICOLOR_FORCE", "1");
      work =
          (tool, context) -> {
            context.out().line(Style.OK, context.texts().get("text.error", foreign));
            context.out().line("own\nbreak");
            context.out().note(context.texts().get("cli.warning", foreign));
            throw new UsageException(Message.of("cli.unexpected_argument", foreign));
          };
      assertEquals(3, run("K"));
      for (String text : new String[] {out(), err()}) {
        String unstyled = text.replaceAll("\u001B\\[(31|32|0)m", "");
        assertFalse(unstyled.matches("(?s).*[\\p{Cntrl}\\p{Cf}\u2028\u0085&&[^\n]].*"), text);
      }
      assertEquals(3, out().lines().count(), out());
      assertEquals(2, err().lines().count(), err());
      stdout.reset();
      assertEquals(3, run("K", "--json"));
      assertThat(error().get("message").asText()).as(out()).contains("a");
    }

    @Test
    void thatCannotBeWrittenGiveTheResultOfAChangeToStderr() {
      target = new Unwritable("No space left on device");
      work =
          (tool, context) -> {
            context.out().ignoreClosed();
            context.out().line("started 4711");
            return ExitCode.OK;
          };
      assertEquals(2, run("K"));
      assertThat(err()).startsWith("started 4711\n❌ ");
    }
  }

  @Nested
  class Prompts {

    @Test
    void areAnsweredByOneLineOfStdin() {
      input = "YES\nrest";
      terminals = descriptor -> true;
      work =
          (tool, context) -> {
            assertTrue(context.prompt().isInteractive());
            return context.prompt().ask("Sure? ").orElse("").equals("YES")
                ? ExitCode.OK
                : ExitCode.WARNING;
          };
      assertEquals(0, run("K"));
      assertEquals("Sure? ", err());
    }

    @Test
    void areNotForPipes() {
      work =
          (tool, context) -> {
            assertFalse(context.prompt().isInteractive());
            assertTrue(context.prompt().ask("").isEmpty());
            return ExitCode.OK;
          };
      assertEquals(0, run("K"));
    }
  }

  @Test
  void warningsOfTheConfigurationGoToStderr() throws IOException {
    Files.writeString(folder.resolve("config.properties"), "camunda.base_ulr = x");
    assertEquals(0, run("K", "--lang", "en"));
    assertThat(err()).contains("⚠️ ");
    assertThat(err()).contains("Did you mean camunda.base_url?");
    stderr.reset();
    assertEquals(0, run("K", "--quiet"));
    assertEquals("", err());
  }

  @Test
  void theHomeFolderMayBeSet() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(home.resolve("config.properties"), "camunda.worker_id = at-home");
    variables.put("UCW_HOME", home.toString());
    work =
        (tool, context) -> {
          context.out().line(context.settings().camunda().workerId());
          return ExitCode.OK;
        };
    assertEquals(0, run("K"));
    assertEquals("at-home\n", out());
  }

  /** All three streams are one terminal. */
  private record TerminalOfWidth(int columns) implements Terminals {

    @Override
    public boolean isTerminal(int descriptor) {
      return true;
    }

    @Override
    public OptionalInt width() {
      return OptionalInt.of(columns);
    }
  }

  /** A stream whose other end is gone or full. */
  private static final class Unwritable extends OutputStream {
    private final String reason;

    Unwritable(String reason) {
      this.reason = reason;
    }

    @Override
    public void write(int value) throws IOException {
      throw new IOException(reason);
    }
  }
}
