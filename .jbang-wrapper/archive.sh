# The part of the wrapper (../jbang) that prepares tools and makes archives of their classes.
#
# An archive holds the classes that a tool loads in the form in which Java has them in memory, so that they need not be
# found in jars, parsed and verified at every start: a static archive of class data sharing, which is the only kind that
# takes old class files too (picocli's), from Java 24 on with its classes linked already. Which classes belong in it is
# seen from calls of the tool (training-calls) that make_archive.java answers itself, so that no server is needed or
# touched. Java refuses an archive of another Java or other jars by itself, and is told to do so in silence.
# shellcheck shell=bash disable=SC2154 # what is used here without being set is set in ../jbang or build.sh

# --prepare: builds the given scripts, or all tools, and makes their archives, each in a process of its own.
prepare() {
  local in_background=false scripts=() name failed=false number=0
  for name; do
    case $name in
      --in-background) in_background=true ;;
      --for-all-users) share_cache ;;
      -*) fail "unknown option of --prepare: $name" ;;
      *) scripts[${#scripts[@]}]=$name ;;
    esac
  done
  if [ ${#scripts[@]} -eq 1 ]; then
    find_java
    prepare_script "${scripts[0]}"
    exit 0
  fi
  [ ${#scripts[@]} -gt 0 ] || find_tools
  for name in "${scripts[@]}"; do
    number=$((number + 1))
    say "$number of ${#scripts[@]}: ${name##*/} ..."
    "$BASH" "$home/jbang" --prepare "$name" || failed=true
  done
  ! $failed || fail "not everything could be prepared."
  exit 0
}

# From now on this process and those that it starts have their cache, JBang's and the libraries in the project's folder,
# which everybody who can run the tools can read, and nobody else can write to.
share_cache() {
  umask 022
  export XDG_CACHE_HOME=${shared_cache%/*} JBANG_DIR=$shared_cache/jbang-home JBANG_REPO=$shared_cache/repository
  own_cache=$shared_cache
  mkdir -p "$shared_cache" && [ -w "$shared_cache" ] ||
    fail "cannot write to $shared_cache; --for-all-users is for whoever may change the project's folder."
}

# Sets $scripts to the tools, each once.
find_tools() {
  local name last=
  while read -r name _; do
    case $name in '' | '#'* | "$last") continue ;; esac
    last=$name
    scripts[${#scripts[@]}]=$home/$name
  done <"$calls_file"
}

# Prepares the script or alias $1.
prepare_script() {
  find_script "$1" || fail "$1 is no script of which a command can be kept."
  find_circumstances
  find_writable_cache
  use_cache "$cache"
  start_progress
  is_up_to_date || make_command
  [ -f "$entry/command" ] || fail "$1 was built, but its command cannot be kept."
  if is_archive_wanted && ! has_archive; then
    $in_background || rm -f "$archive.attempts"
    make_archive || fail "the archive of the classes of ${script##*/} could not be made: $(tail -n 1 "$log" 2>/dev/null)"
  fi
  $in_background || say "${script##*/} is prepared."
}

# Makes $archive, the archive of the classes of $command, when no other one is being made; in the background only if so.
make_archive() {
  local made=$archive.tmp.$$/classes.jsa
  log=/dev/null
  ! $in_background || ! is_locked "$cache/archive.lock" || exit 0
  guard
  lock "$cache/archive.lock"
  if ! has_archive; then
    printf . >>"$archive.attempts" || return 1
    remove_leftovers "$archive"
    temporary=${made%/*}
    mkdir -p "$temporary" || return 1
    log=$temporary/log
    show_step 4
    run_guarded "$BASH" "$home/jbang" "$home/.jbang-wrapper/make_archive.java" "$made" "$calls_file" "${script#"$home"/}" \
      "${command[@]}" >"$log" 2>&1 || return 1
    mv "$made" "$archive" && : >"$archive.complete" || return 1
    rm -f "$archive.attempts"
  fi
  unguard
}
