package lib.base.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.text.Texts;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command. picocli knows what is in it; it is laid out here, as picocli breaks lines
 * in the middle of {@code --rabbitmq-only} and knows no terminal of less than 55 columns.
 */
public final class HelpPage {

  private static final int INDENT = 2;

  /** Where the long option stands behind {@code -x, }. */
  private static final int LONG_OPTION = INDENT + 4;

  private static final int GAP = 2;

  /** What a longer option needs on its line is missing for its explanation. */
  private static final int WIDEST_NAMES = 27;

  /** Less room for the explanations than that, and they stand below the names. */
  private static final int LEAST_TEXT = 40;

  private static final int BELOW = 8;

  private final CommandSpec command;
  private final int width;
  private final UnaryOperator<String> accent;
  private final Help help;
  private final List<String> lines = new ArrayList<>();

  private HelpPage(CommandLine commandLine, int width, UnaryOperator<String> accent) {
    this.command = commandLine.getCommandSpec();
    this.width = width;
    this.accent = accent;
    command.usageMessage().width(Short.MAX_VALUE); // The synopsis is one line for us to break.
    this.help = new Help(command, Help.defaultColorScheme(Ansi.OFF));
  }

  /**
   * The help of a command in a language.
   *
   * @param width columns of the terminal
   * @param accent how names of options are made to stand out
   */
  public static String of(
      CommandLine commandLine, Texts texts, int width, UnaryOperator<String> accent) {
    commandLine.setResourceBundle(new HelpTexts(texts, commandLine.getCommandSpec()));
    return new HelpPage(commandLine, width, accent).page();
  }

  private String page() {
    UsageMessageSpec usage = command.usageMessage();
    paragraphs(usage.header());
    String call = usage.synopsisHeading().formatted() + command.qualifiedName() + " ";
    String indent = " ".repeat(Math.min(call.length(), width / 3));
    String synopsis = help.synopsis(0).strip().substring(command.qualifiedName().length()).strip();
    lines.addAll(new LineBreaks(width, call, indent).text(synopsis));
    heading(usage.descriptionHeading());
    paragraphs(usage.description());
    heading(usage.parameterListHeading(), command.positionalParameters());
    command.positionalParameters().forEach(this::row);
    heading(usage.optionListHeading(), command.options());
    options().forEach(this::row);
    heading(usage.footerHeading());
    for (String example : usage.footer()) {
      example.formatted().lines().forEach(this::example);
    }
    return String.join("\n", lines).stripTrailing();
  }

  /** In the order in which the tool declares them; those that all tools have come last. */
  private List<OptionSpec> options() {
    List<String> declared =
        CommandSpec.forAnnotatedObject(command.userObject()).options().stream()
            .map(OptionSpec::longestName)
            .toList();
    return command.options().stream()
        .sorted(Comparator.comparing(option -> place(option.longestName(), declared)))
        .toList();
  }

  private static int place(String name, List<String> declared) {
    return declared.contains(name) ? declared.indexOf(name) : declared.size();
  }

  private void heading(String heading, List<? extends ArgSpec> rows) {
    if (!rows.isEmpty()) {
      heading(heading);
    }
  }

  private void heading(String heading) {
    heading.formatted().lines().forEach(lines::add);
  }

  private void paragraphs(String... texts) {
    for (String text : texts) {
      lines.addAll(new LineBreaks(width, "", "").text(text.formatted().stripTrailing()));
    }
  }

  private void example(String example) {
    String indent = " ".repeat(INDENT);
    lines.addAll(new LineBreaks(width, indent, indent + indent).command(example));
  }

  private void row(ArgSpec argument) {
    String names = names(argument);
    String text =
        Stream.of(argument.description()).map(String::formatted).collect(Collectors.joining("\n"));
    int column = width - textColumn() >= LEAST_TEXT ? textColumn() : BELOW;
    String indent = " ".repeat(column);
    List<String> explained = new LineBreaks(width, indent, indent).text(text);
    boolean beside = column != BELOW && names.length() + GAP <= column;
    if (beside) {
      lines.add(accented(names) + explained.get(0).substring(names.length()));
    } else {
      lines.add(accented(names));
    }
    lines.addAll(explained.subList(beside ? 1 : 0, explained.size()));
  }

  private String accented(String names) {
    String bare = names.strip();
    return names.replace(bare, accent.apply(bare));
  }

  private int textColumn() {
    return Stream.concat(command.options().stream(), command.positionalParameters().stream())
            .mapToInt(argument -> names(argument).length())
            .filter(length -> length <= WIDEST_NAMES)
            .max()
            .orElse(0)
        + GAP;
  }

  private String names(ArgSpec argument) {
    String label =
        help.parameterLabelRenderer()
            .renderParameterLabel(argument, Ansi.OFF, List.of())
            .toString();
    if (!(argument instanceof OptionSpec option)) {
      return " ".repeat(LONG_OPTION) + label;
    }
    String names =
        Arrays.stream(option.names())
            .sorted((one, other) -> one.length() - other.length())
            .collect(Collectors.joining(", "));
    return " ".repeat(names.startsWith("--") ? LONG_OPTION : INDENT) + names + label;
  }
}
