package lib.base.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The script with which fish completes a tool's command line; picocli has none for it. See <a
 * href="https://fishshell.com/docs/current/completions.html">fish's manual</a>.
 */
final class FishCompletion {

  /** Every tool has the same function for {@code jbang}; it looks which tool is named. */
  private static final String BEGINNING =
      """
      # %1$s, for fish
      function __ucw_jbang_runs --argument-names tool
          set -l words (commandline -opc)
          set -e words[1]
          while set -q words[1]; and string match -qr -- '^(run|-.*)$' $words[1]
              set -e words[1]
          end
          set -q words[1]; or return 1
          set -l name (string replace -r -- '^.*/' '' $words[1])
          set name (string replace -r -- '\\.java$' '' $name)
          test (string replace -a -- - _ $name) = $tool
      end
      function __ucw_complete
          complete -c %1$s $argv
          complete -c %2$s $argv
          complete -c jbang -n '__ucw_jbang_runs %3$s' $argv
      end
      complete -e -c %1$s
      complete -e -c %2$s
      """;

  private static final String END = "functions -e __ucw_complete";

  private final CommandSpec command;
  private final ResourceBundle texts;
  private final List<String> lines = new ArrayList<>();

  private FishCompletion(CommandSpec command, ResourceBundle texts) {
    this.command = command;
    this.texts = texts;
  }

  /** The script of this tool. The texts explain its options. */
  static String of(CommandSpec command, ResourceBundle texts) {
    return new FishCompletion(command, texts).script();
  }

  private String script() {
    String tool = command.name().replaceFirst("\\.java$", "");
    String alias = tool.replace('_', '-');
    complete("-f");
    command.positionalParameters().forEach(this::addParameter);
    command.options().forEach(this::addOption);
    return BEGINNING.formatted(command.name(), alias, tool)
        + lines.stream().collect(Collectors.joining("\n", "", "\n"))
        + END;
  }

  private void complete(String words) {
    lines.add("__ucw_complete " + words);
  }

  private void addParameter(PositionalParamSpec parameter) {
    if (parameter.completionCandidates() != null) {
      complete("-a " + values(parameter));
    }
  }

  private void addOption(OptionSpec option) {
    var words = new StringBuilder();
    for (String name : option.names()) {
      words.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      words.append(option.type() == Path.class ? " -r -F" : " -x");
      if (option.completionCandidates() != null) {
        words.append(" -a ").append(values(option));
      }
    }
    words.append(" -d ").append(quoted(explanation(option)));
    complete(words.toString().strip());
  }

  /** fish reads the list once more when it offers the values, so each of them is quoted in it. */
  private static String values(ArgSpec argument) {
    return quoted(
        StreamSupport.stream(argument.completionCandidates().spliterator(), false)
            .map(FishCompletion::quoted)
            .collect(Collectors.joining(" ")));
  }

  /** The first sentence of the help: fish shows it beside the option. */
  private String explanation(OptionSpec option) {
    String name = option.longestName().replaceFirst("^-+", "");
    String text = texts.containsKey(name) ? texts.getString(name).formatted() : "";
    return text.split("[.;](?=\\s|$)", 2)[0].strip();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
