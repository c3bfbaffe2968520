package tests.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the manual, taken apart as far as the tests need it. */
public record MarkdownPage(Path path, String text) {

  private static final Pattern FENCED = Pattern.compile("(?ms)^```[^\n]*\n(.*?)^```$");
  private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]+`");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (.+)$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern GENERATED =
      Pattern.compile("(?s)<!-- [\\w ]+: \\w+ -->.*?<!-- end -->");

  /** A heading: how deep it is, and what it says. */
  public record Heading(int level, String text) {}

  public MarkdownPage(Path path) {
    this(path, Project.read(path));
  }

  public String name() {
    return Project.name(path);
  }

  /** The contents of the blocks of code. */
  public List<String> codeBlocks() {
    return FENCED.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /** Without the blocks of code, which are not Markdown. */
  public String withoutCodeBlocks() {
    return FENCED.matcher(text).replaceAll("");
  }

  /** What people have written as sentences: no code, nothing that a script has written. */
  public String prose() {
    String written = GENERATED.matcher(withoutCodeBlocks()).replaceAll("");
    return INLINE_CODE.matcher(written).replaceAll("``");
  }

  public List<Heading> headings() {
    return HEADING
        .matcher(withoutCodeBlocks())
        .results()
        .map(heading -> new Heading(heading.group(1).length(), heading.group(2).strip()))
        .toList();
  }

  /** Where its links and pictures lead, as it stands there. */
  public List<String> links() {
    String shown = INLINE_CODE.matcher(withoutCodeBlocks()).replaceAll("``");
    return LINK.matcher(shown).results().map(link -> link.group(1)).toList();
  }

  /** The anchors of its headings, as GitHub makes them. */
  public List<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    List<String> anchors = new ArrayList<>();
    for (Heading heading : headings()) {
      String anchor =
          heading
              .text()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{M}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** Every call of a script in its blocks of code, without what the shell does with it. */
  public List<ScriptCall> calls() {
    return codeBlocks().stream()
        .flatMap(block -> block.replace("\\\n", " ").lines())
        .flatMap(ScriptCall::in)
        .toList();
  }

  /**
   * A call of a script as the manual shows it.
   *
   * @param script relative to the project's folder
   */
  public record ScriptCall(String script, String arguments) {

    private static final Pattern CALL =
        Pattern.compile("(?:\\./jbang |(?<![\\w/.-])\\./|jbang )([\\w/]+\\.java)((?: [^#]*)?)");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]*");

    private static Stream<ScriptCall> in(String line) {
      Matcher call = CALL.matcher(line);
      return call.results().map(found -> new ScriptCall(found.group(1), ofTheScript(found)));
    }

    private static String ofTheScript(MatchResult call) {
      String arguments = QUOTED.matcher(call.group(2)).replaceAll("''");
      return arguments.split("[|&;<>)]|\\./jbang", 2)[0];
    }

    /** The long options that it names. */
    public List<String> options() {
      return OPTION
          .matcher(arguments)
          .results()
          .map(MatchResult::group)
          .collect(Collectors.toList());
    }
  }
}
