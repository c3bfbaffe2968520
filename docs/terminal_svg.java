///usr/bin/env "${0%/*}/../jbang" "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Draws coloured terminal output as an SVG picture
//RUNTIME_OPTIONS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
//SOURCES ../lib/base/cli/package-info.java

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads text with ANSI colours from stdin, writes a picture of a terminal that shows it. */
@Command(
    name = "terminal_svg.java",
    mixinStandardHelpOptions = true,
    description = "Draws coloured terminal output as an SVG picture.",
    footer = {
      "",
      "Example:",
      "  CLICOLOR_FORCE=1 ./status_check.java | docs/terminal_svg.java >"
          + " docs/images/status_check.svg"
    })
class TerminalSvg implements Callable<Integer> {

  private static final double CHARACTER = 8.43;
  private static final int LINE = 19;
  private static final int MARGIN = 16;
  private static final Pattern STYLE = Pattern.compile("\u001B\\[([0-9;]*)m");
  private static final Map<String, String> STYLES =
      Map.of(
          "31", "fill=\"#ff6b68\"",
          "32", "fill=\"#6cc66c\"",
          "33", "fill=\"#e5c07b\"",
          "1", "font-weight=\"bold\" fill=\"#ffffff\"",
          "2", "fill=\"#7f848e\"");

  @Option(names = "--command", description = "What was typed, shown on the first line")
  private String command;

  public static void main(String... args) {
    System.exit(new CommandLine(new TerminalSvg()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    List<String> lines = (command == null ? text : "$ " + command + "\n" + text).lines().toList();
    int columns =
        lines.stream().mapToInt(l -> STYLE.matcher(l).replaceAll("").length()).max().orElse(0);
    int width = (int) Math.ceil(columns * CHARACTER) + 2 * MARGIN;
    int height = lines.size() * LINE + 2 * MARGIN;
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    out.printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
            + " viewBox=\"0 0 %1$d %2$d\">%n",
        width, height);
    out.println("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#21252b\"/>");
    out.println(
        "<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\""
            + " fill=\"#d7dae0\">");
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        int y = MARGIN + (i + 1) * LINE - 5;
        out.printf("<text x=\"%d\" y=\"%d\">%s</text>%n", MARGIN, y, spans(lines.get(i)));
      }
    }
    out.println("</g>\n</svg>");
    out.flush();
    return 0;
  }

  /** The line with its colours; a style lasts until the next one. */
  private static String spans(String line) {
    StringBuilder spans = new StringBuilder();
    Matcher style = STYLE.matcher(line);
    String attributes = "";
    int from = 0;
    while (style.find()) {
      spans.append(span(attributes, line.substring(from, style.start())));
      attributes = STYLES.getOrDefault(style.group(1), "");
      from = style.end();
    }
    return spans.append(span(attributes, line.substring(from))).toString();
  }

  private static String span(String attributes, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    escaped = escaped.replace(' ', '\u00A0'); // Browsers do not agree on how to keep spaces.
    return attributes.isEmpty() || escaped.isEmpty()
        ? escaped
        : "<tspan " + attributes + ">" + escaped + "</tspan>";
  }
}
