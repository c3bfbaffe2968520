package lib.base.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * The script with which bash and zsh complete a tool's command line. picocli's knows the tool by
 * its own name, as in {@code ./check_queues.java}; ours also behind {@code jbang} and by the alias
 * that the catalog has for it.
 */
final class CompletionScript {

  /** Every tool has the same function for {@code jbang}; it goes to the tool that is named. */
  private static final String BEHIND_JBANG =
      """

      # jbang %1$s ..., jbang %2$s ...: as if the tool were called by itself.
      function _complete_jbang_scripts() {
        local at=1 script
        while [ "$at" -lt "$COMP_CWORD" ]; do
          case ${COMP_WORDS[at]} in
            run | -*) at=$((at + 1)) ;;
            *) break ;;
          esac
        done
        script=${COMP_WORDS[at]##*/}
        script=${script//-/_}
        script=${script%%.java}.java
        if [ "$at" -lt "$COMP_CWORD" ] && type "_complete_$script" >/dev/null 2>&1; then
          COMP_WORDS=("$script" "${COMP_WORDS[@]:$((at + 1))}")
          COMP_CWORD=$((COMP_CWORD - at))
          "_complete_$script"
        elif [ -n "${_complete_jbang_itself-}" ]; then
          "$_complete_jbang_itself" "$@"
        fi
      }
      if [ -n "$BASH_VERSION" ] && [[ $(complete -p jbang 2>/dev/null) =~ -F\\ ([^ ]+) ]]; then
        if [ "${BASH_REMATCH[1]}" != _complete_jbang_scripts ]; then
          _complete_jbang_itself=${BASH_REMATCH[1]}
        fi
      fi
      complete -F _complete_jbang_scripts -o default jbang
      complete -F _complete_%1$s -o default %2$s
      """;

  private CompletionScript() {}

  /** The script of this tool. */
  static String of(CommandLine commandLine) {
    String name = commandLine.getCommandName();
    String alias = name.replaceFirst("\\.java$", "").replace('_', '-');
    return AutoComplete.bash(name, commandLine).stripTrailing()
        + "\n"
        + BEHIND_JBANG.formatted(name, alias).stripTrailing();
  }
}
