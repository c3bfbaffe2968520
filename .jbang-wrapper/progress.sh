# The part of the wrapper that shows on a terminal what a call that has to be built does, and for how long: in one line,
# in the language of the tools. Elsewhere (cron, pipes) JBang's own lines are shown, as ever; with --quiet neither.
# shellcheck shell=bash disable=SC2154,SC2034 # what is used here without being set is set in ../jbang or build.sh, and the reverse

progress=false started=0 ticker='' progress_texts=()

# Is a line to be shown? $messages is then where JBang's own lines go: they matter only if it fails. Arguments: the tool's.
start_progress() {
  [ -t 2 ] && [ "${TERM:-dumb}" != dumb ] || return
  progress=true
  started=$SECONDS
  case " $* " in *' --quiet '*) progress_texts=() ;; *) choose_texts "$@" ;; esac
}

# Sets $progress_texts as the tools choose theirs: --lang, TOOLS_LANG, the settings, Russian. Bash writes UTF-8 only.
choose_texts() {
  local language word previous=
  language=$(sed -n -E "s/^[[:space:]]*(tools\.lang|TOOLS_LANG)[[:space:]]*[=:][[:space:]]*[\"']?([a-z]*).*/\2/p" \
    "$UCW_HOME/config.properties" "$UCW_HOME/.env" 2>/dev/null | tail -n 1)
  language=${TOOLS_LANG:-$language}
  for word; do
    case $previous in --lang) language=$word ;; esac
    case $word in --lang=*) language=${word#--lang=} ;; esac
    previous=$word
  done
  if [ "$language" = en ] || [ ${#umlaut} -ne 1 ]; then
    progress_texts=('preparing %s (once, up to a minute): %s, %d s' 'fetching JBang' 'fetching libraries' 'compiling'
      'making the archive of its classes' '%s is ready after %d s.')
  else
    progress_texts=('подготовка %s (один раз, до минуты): %s, %d с' 'загрузка JBang' 'загрузка библиотек' 'компиляция'
      'создание архива классов' '%s: готово за %d с.')
  fi
}

# Shows the step that runs now, second by second, until stop_ticking. JBang tells in its lines when it compiles. It is a
# process that takes the line away itself, as stderr of this one may lead into a log by then.
show_step() {
  stop_ticking
  [ ${#progress_texts[@]} -gt 0 ] || return
  (
    trap 'exit 0' TERM
    trap "printf '\r\033[K' >&2" EXIT
    while kill -0 $$ 2>/dev/null; do
      draw_step "$1"
      sleep 1 2>/dev/null &
      wait $!
    done
  ) </dev/null >/dev/null &
  ticker=$!
}

# Draws the line over the one before; a terminal that is too narrow cuts it off instead of going to the next line.
draw_step() {
  local step=$1
  ! grep -q 'Building jar' "$messages" 2>/dev/null || step=3
  # shellcheck disable=SC2059 # the format is one of the texts above
  printf "\r\033[?7ljbang: ${progress_texts[0]}\033[K\033[?7h" "${script##*/}" "${progress_texts[step]}" $((SECONDS - started)) >&2
}

stop_ticking() {
  [ -n "$ticker" ] || return 0
  kill "$ticker" 2>/dev/null
  wait "$ticker" 2>/dev/null
  ticker=
}

# Says how long it took, if somebody had to wait.
end_progress() {
  local seconds=$((SECONDS - started))
  [ ${#progress_texts[@]} -gt 0 ] && [ $seconds -gt 1 ] || return
  # shellcheck disable=SC2059
  say "$(printf "${progress_texts[5]}" "${script##*/}" $seconds)"
}
