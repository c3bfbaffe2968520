# The part of the wrapper (../jbang) that a call needs only if its command has to be made: it is read then.
# shellcheck shell=bash disable=SC2154 # what is used here without being set is set in ../jbang

jbang_zip_sha256=93baab61cd5805f4fc9496527b2842af9ae45a5281e67b50d185ca76ec4fe85c
jbang_zip=https://github.com/jbangdev/jbang/releases/download/v$jbang_version/jbang-$jbang_version.zip
minimum_java=17
read_part progress.sh

# ---- The JDK --------------------------------------------------------------------------------------------------------

# Is $1 a JDK of at least the minimum version? Sets $jdk if so.
use_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local line version=
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) version=${line#JAVA_VERSION=} ;; esac
    done <"$1/release"
  fi
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1)
  version=${version#javac }
  version=${version//\"/}
  version=${version%%[!0-9]*}
  if [ "${version:-0}" -lt "$minimum_java" ]; then
    jdks_seen="$jdks_seen $1 (Java ${version:-?})"
    return 1
  fi
  jdk=$1
}

# Sets $jdk.
find_jdk() {
  local target folder
  jdk= jdks_seen=
  if [ -n "${JAVA_HOME-}" ]; then
    use_jdk "${JAVA_HOME%/}" && return
    say "JAVA_HOME=$JAVA_HOME is not a JDK $minimum_java or newer; looking for another one."
  fi
  if [ -n "$java_on_path" ]; then
    target=$java_on_path
    while [ -L "$target" ]; do
      folder=${target%/*}
      target=$(readlink "$target")
      case $target in /*) ;; *) target=$folder/$target ;; esac
    done
    folder=$(cd -P "${target%/*}/.." && pwd)
    use_jdk "$folder" && return
    # A shell script in front of Java (macOS, asdf, jenv): Java itself knows where it is.
    folder=$("$java_on_path" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p')
    [ -n "$folder" ] && use_jdk "$folder" && return
  fi
  for folder in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.jbang/currentjdk "$HOME"/.jbang/cache/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    use_jdk "$folder" && return
  done
  fail "no JDK $minimum_java or newer found (with javac, in JAVA_HOME, on PATH or in the usual folders)${jdks_seen:+; too old:$jdks_seen}." \
    "Install one, e.g. \"apt-get install openjdk-17-jdk-headless\", \"dnf install java-17-openjdk-devel\", \"brew install openjdk\"" \
    "or https://adoptium.net, or set JAVA_HOME."
}

# ---- The cache ------------------------------------------------------------------------------------------------------

# Sets $cache to one that can be written to. Without a home folder for it (system accounts), a private folder in the
# temporary one serves JBang and Maven too, as theirs would lie in the home folder.
find_writable_cache() {
  cache=$own_cache
  [ -d "$cache" ] || mkdir -p "$cache" 2>/dev/null
  [ -d "$cache" ] && [ -w "$cache" ] && return
  cache=$private_cache
  [ -d "$cache" ] || mkdir -m 700 "$cache" 2>/dev/null
  if [ ! -d "$cache" ] || [ ! -O "$cache" ] || [ -L "$cache" ]; then
    fail "neither $own_cache nor $cache can be written to; set XDG_CACHE_HOME to a folder of your own."
  fi
  export JBANG_DIR=${JBANG_DIR:-$cache/jbang-home} JBANG_REPO=${JBANG_REPO:-$cache/repository}
}

# ---- Doing things once ----------------------------------------------------------------------------------------------

held_lock='' temporary='' child='' messages=''

# Waits until this process alone holds the lock $1. The lock is a symbolic link whose target is the owner's process id:
# made and named in one step. What it guards is put in place by renaming, so losing a lock costs time, never correctness;
# therefore a lock whose owner is gone is simply taken away, and a very long wait ends without it.
lock() {
  local owner waited=0
  until ln -s "$$" "$1" 2>/dev/null; do
    owner=$(readlink "$1" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -f "$1"
      continue
    fi
    [ -w "${1%/*}" ] || fail "cannot write to ${1%/*}"
    [ $waited -eq 50 ] && say "waiting for process $owner, which is fetching or building ..."
    waited=$((waited + 1))
    [ $waited -gt 6000 ] && return
    sleep 0.2
  done
  held_lock=$1
}

# Does a living process hold the lock $1?
is_locked() {
  local owner
  owner=$(readlink "$1" 2>/dev/null) && kill -0 "$owner" 2>/dev/null
}

# Leaves nothing half-done behind, whatever ends this process (except kill -9, see remove_leftovers).
clean_up() {
  stop_ticking
  [ -z "$child" ] || kill "$child" 2>/dev/null
  [ -z "$temporary" ] || rm -rf "$temporary"
  [ -z "$held_lock" ] || rm -f "$held_lock"
  child='' temporary='' held_lock=''
}

guard() {
  trap clean_up EXIT
  trap 'clean_up; exit 129' HUP
  trap 'clean_up; exit 130' INT
  trap 'clean_up; exit 143' TERM
}

unguard() {
  clean_up
  trap - EXIT HUP INT TERM
}

# Runs a command without stdin, such that a signal to this process ends both at once.
run_guarded() {
  "$@" </dev/null &
  child=$!
  wait "$child"
  local code=$?
  child=
  return $code
}

# Removes what processes that were killed left in $1 (names end with their process id).
remove_leftovers() {
  local folder
  for folder in "$1".tmp.*; do
    [ -e "$folder" ] && ! kill -0 "${folder##*.}" 2>/dev/null && rm -rf "$folder"
  done
}

# ---- JBang itself ---------------------------------------------------------------------------------------------------

# Is JBang in the cache, with every jar that was put there?
jbang_is_complete() {
  local name
  [ -f "$jbang_folder/complete" ] || return 1
  while IFS= read -r name; do
    [ -f "$jbang_folder/$name" ] || return 1
  done <"$jbang_folder/complete"
}

# Sets $jbang_folder; fetches JBang into it if it is not there.
provide_jbang() {
  jbang_folder=$cache/jbang-$jbang_version
  jbang_is_complete && return
  guard
  lock "$jbang_folder.lock"
  if ! jbang_is_complete; then
    remove_leftovers "$jbang_folder"
    temporary=$jbang_folder.tmp.$$
    mkdir -p "$temporary" || fail "cannot write to $cache"
    fetch_with_maven || fetch_zip || fail "JBang $jbang_version could not be fetched. Install Maven (\"apt-get install maven\") or" \
      "curl and make Maven Central or GitHub reachable (a mirror goes into ~/.m2/settings.xml, a proxy into it or https_proxy)," \
      "or set UCW_JBANG_ZIP_URL to a copy of $jbang_zip."
    (cd "$temporary" && ls ./*.jar >complete) || fail "cannot write to $temporary"
    rm -rf "$jbang_folder"
    mv "$temporary" "$jbang_folder" || fail "cannot write to $cache"
    temporary=
  fi
  unguard
}

say_fetching() {
  if $progress; then show_step 1; else say "fetching $1 (once, into $jbang_folder) ..."; fi
}

fetch_with_maven() {
  local repository=
  type -P mvn >/dev/null || return 1
  # Where JBang's repository is set, the home folder's may be out of reach (see find_cache).
  [ -z "${JBANG_REPO-}" ] || repository=-Dmaven.repo.local=$JBANG_REPO
  say_fetching "JBang $jbang_version with Maven"
  # --strict-checksums: a download without the right checksum fails instead of being warned about.
  JAVA_HOME=$jdk run_guarded mvn --batch-mode --strict-checksums --file "$home/.jbang-wrapper/pom.xml" \
    -Djbang.folder="$temporary" ${repository:+"$repository"} package >"$temporary/maven.log" 2>&1 || {
    grep -F ERROR "$temporary/maven.log" | head -n 5 >&2
    say "Maven could not fetch JBang; trying its official zip."
    rm -f "$temporary"/*
    return 1
  }
  rm -f "$temporary/maven.log"
  [ -f "$temporary/jbang-cli-$jbang_version.jar" ]
}

fetch_zip() {
  local url=${UCW_JBANG_ZIP_URL:-$jbang_zip} zip=$temporary/download/jbang.zip sum
  mkdir -p "${zip%/*}"
  say_fetching "$url"
  if type -P curl >/dev/null; then
    run_guarded curl --silent --show-error --fail --location --connect-timeout 20 --retry 2 --output "$zip" "$url" || return 1
  elif type -P wget >/dev/null; then
    run_guarded wget --quiet --timeout=20 --tries=3 --output-document="$zip" "$url" || return 1
  else
    say "neither curl nor wget is installed."
    return 1
  fi
  if type -P sha256sum >/dev/null; then sum=$(sha256sum <"$zip"); else sum=$(shasum -a 256 <"$zip"); fi
  if [ "${sum%% *}" != "${UCW_JBANG_ZIP_SHA256:-$jbang_zip_sha256}" ]; then
    say "the SHA-256 of $url is ${sum%% *}, which is not JBang $jbang_version."
    return 1
  fi
  (cd "${zip%/*}" && "$jdk/bin/jar" xf jbang.zip) && mv "${zip%/*}/jbang-$jbang_version/bin/jbang.jar" "$temporary" && rm -rf "${zip%/*}"
}

# Becomes JBang with the given arguments, so it is called in a subshell only. JBang's exit code 255 means that it printed
# a command to run. While a command is made, its temporary files go with $temporary, also if it is cut off.
become_jbang() {
  local terminal=true
  [ -t 0 ] && terminal=false
  # shellcheck disable=SC2086 # JBANG_JAVA_OPTIONS are several words by definition
  JAVA_HOME=$jdk JBANG_RUNTIME_SHELL=bash JBANG_STDIN_NOTTY=$terminal JBANG_LAUNCH_CMD=$home/jbang \
    exec "$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${temporary:+"-Djava.io.tmpdir=$temporary"} \
    ${JBANG_JAVA_OPTIONS-} -classpath "$jbang_folder/*" dev.jbang.Main "$@"
}

# The slow way: JBang sees all arguments. Its own commands end with its own exit codes; what was to be run and could not
# be ends with 3.
run_jbang() {
  local output code
  find_writable_cache
  find_jdk
  provide_jbang
  output=$(become_jbang "$@")
  code=$?
  [ $code -ne 255 ] || eval "exec $output"
  [ -z "$output" ] || printf '%s\n' "$output"
  case $jbang_commands in
    *" ${1-} "*) [ "$1" = run ] || exit $code ;;
  esac
  [ $code -eq 0 ] || exit 3
  exit 0
}

# ---- Making a command -----------------------------------------------------------------------------------------------

# Lets JBang build $script and sets $command; writes it to $entry if it may be used again. Ends the process if JBang fails.
make_command() {
  local code output
  # The sources are UTF-8, whatever this terminal is.
  [ ${#umlaut} -eq 1 ] || local -x LC_ALL=C.UTF-8
  find_jdk
  provide_jbang
  guard
  mkdir -p "$entry" || fail "cannot write to $cache"
  # JBang's folder for a script is the same for all copies of it, and so is its list of libraries for all scripts, of which
  # it reads half while another JBang writes it.
  lock "$cache/build.lock"
  if ! is_up_to_date; then
    remove_leftovers "$entry/command"
    temporary=$entry/command.tmp.$$
    mkdir -p "$temporary" && : >"$temporary/start" || fail "cannot write to $entry"
    build_script
    code=$?
    if [ $code -ne 255 ]; then
      stop_ticking
      ! $progress || cat "$messages" >&2
      cat "$temporary/output"
      clean_up
      exit 3
    fi
    IFS= read -r -d '' output <"$temporary/output"
    archive=
    eval "command=($output)"
    keep_command
  fi
  unguard
}

# Has JBang build $script and write the command for it. Its own lines are shown, or kept for the case that it fails.
build_script() {
  if $progress; then
    messages=$temporary/messages
    show_step 2
    run_guarded become_jbang run "$script" >"$temporary/output" 2>"$messages"
  else
    run_guarded become_jbang run "$script" >"$temporary/output"
  fi
}

# Sets $files to what JBang reads for $script; fails if a change of it could not be noticed later.
find_files() {
  local description line value dependencies=false known=$'\n'
  description=$(become_jbang info tools "$script" 2>/dev/null </dev/null) || return 1
  files=("$home/jbang" "$home/.jbang-wrapper/build.sh" "$home/.jbang-wrapper/pom.xml")
  while IFS= read -r line; do
    value=${line#*: \"}
    value=${value%\"*}
    case $line in
      *'"dependencies": []'* | '  ]'*) dependencies=false ;;
      *'"dependencies": ['*) dependencies=true ;;
      *'"originalResource"'*://*) return 1 ;;
      *'"backingResource"'*)
        value=${value//\\u003d/=}
        value=${value//\\u0027/\'}
        value=${value//\\u0026/\&}
        value=${value//\\\"/\"}
        case $value in *\\*) return 1 ;; esac
        # A file is named once for each one that needs it.
        [[ $known != *$'\n'"$value"$'\n'* ]] || continue
        known=$known$value$'\n'
        [ -f "$value" ] || return 1
        files[${#files[@]}]=$value
        ;;
      # A script or jar file as a dependency: JBang's business.
      *) $dependencies && case $line in *:*:*) ;; *) return 1 ;; esac ;;
    esac
  done <<<"$description"
  [ "$known" != $'\n' ] || return 1
  ! has_pattern
}

# Does one of $files name a pattern or a folder? These can gain files without any file being changed.
has_pattern() {
  local words word file folder folders=
  for file in "${files[@]}"; do
    case $'\n'$folders in *$'\n'"${file%/*}"$'\n'*) ;; *) folders=$folders${file%/*}$'\n' ;; esac
  done
  while read -r -a words; do
    for word in "${words[@]}"; do
      case $word in *[*?[{]*) return 0 ;; esac
      while IFS= read -r folder; do
        [ -z "$folder" ] || [ "${word#//}" != "$word" ] || [ ! -d "$folder/${word#*=}" ] || return 0
      done <<<"$folders"
    done
  done <<<"$(grep -h -E '^//(SOURCES|FILES)' "${files[@]}")"
  return 1
}

# Writes $command and what it was made from to $entry, unless a change could go unnoticed. Archives of older commands go.
keep_command() {
  local file class_path= word previous=
  for word in "${command[@]}"; do
    case $word in @*) return ;; esac
    case $previous in -classpath | -cp) class_path=$word ;; esac
    previous=$word
  done
  [ -n "$class_path" ] && find_files || return
  while IFS= read -r file; do
    [ -z "$file" ] || files[${#files[@]}]=$file
  done <<<"$config_files"
  [ -f "$jdk/release" ] && files[${#files[@]}]=$jdk/release
  if is_tool; then
    files[${#files[@]}]=$calls_file
    archive=$entry/classes-$$-$RANDOM$RANDOM.jsa
    # Java takes a colon in the archive's name for the end of it, and Java 17 archives no class of a jar whose path has a
    # space or a letter beyond ASCII in it.
    case $archive in *:*) archive= ;; esac
    case $class_path in *[[:space:]]* | *[![:ascii:]]*) archive= ;; esac
  fi
  sum=$(cksum "${files[@]}" 2>/dev/null) || return
  # Changed since JBang was started, so perhaps after it was read? Then the next call decides.
  for file in "${files[@]}"; do
    [ "$temporary/start" -nt "$file" ] || return
  done
  used_jdk=$jdk used_java=
  [ "$java_found" -ef "$jdk/bin/java" ] || used_java=$java_found
  IFS=: read -r -a jars <<<"$class_path"
  circumstances=$now
  rm -rf "$entry"/classes-*
  {
    for word in circumstances sum used_jdk used_java archive; do printf '%s=%q\n' "$word" "${!word}"; done
    printf 'command=('
    printf '%q ' "${command[@]}"
    printf ')\nfiles=('
    printf '%q ' "${files[@]}"
    printf ')\njars=('
    printf '%q ' "${jars[@]}"
    printf ')\n'
  } >"$temporary/command" && mv "$temporary/command" "$entry/command"
}

# Is $script one of the tools, whose classes are archived? These are known by the calls that show which classes they need.
calls_file=$home/.jbang-wrapper/training-calls
is_tool() {
  local name
  [ -f "$calls_file" ] || return 1
  while read -r name _; do
    [ "$home/$name" != "$script" ] || return 0
  done <"$calls_file"
  return 1
}
