# Sourced by test.sh and eng/fuzz.sh, in the repository's folder: which tests there are, what they need, and how they are run and
# counted.

. eng/program.sh

# Finds the SDK, and has it say nothing that nobody asked for.
begin_tests() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  find_dotnet
  ensure_home
}

is_ci() { [ "${CI:-}" = "true" ]; }

# Names of the test projects that contain one of the words, or of all.
select_projects() {
  local project name word
  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    grep -q '<IsTestProject>true' "$project" || continue
    if [ $# -eq 0 ]; then
      printf '%s\n' "$name"
      continue
    fi
    for word in "$@"; do
      case "$name" in *"$word"*) printf '%s\n' "$name"; break ;; esac
    done
  done
}

# Runs a command as root where that needs no password.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

has_browser() {
  [ -n "${BINGOBOT_CHROMIUM:-}" ] && [ -x "${BINGOBOT_CHROMIUM}" ] ||
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1
}

# Whether the packages are those of today's lock file; npm writes its own copy of it when it has brought them.
has_node_modules() { [ tests/interop/node_modules/.package-lock.json -nt tests/interop/package-lock.json ]; }

has_node() { command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1; }

has_postgres() { command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

# Debian's package makes a cluster and starts it when it is installed, unless it is told not to; the tests make their own.
install_postgres() {
  local rules=/etc/postgresql-common/createcluster.conf told="" status=0
  if command -v apt-get >/dev/null 2>&1 && [ ! -e "$rules" ]; then
    as_root sh -c "mkdir -p '${rules%/*}' && echo 'create_main_cluster = false' >'$rules'" && told=1
  fi
  install_debian postgresql || status=1
  [ -z "$told" ] || as_root cp /usr/share/postgresql-common/createcluster.conf "$rules" 2>/dev/null || as_root rm -f "$rules"
  return $status
}

# What the file systems of a few MiB are made with. Whether one may mount them shows when they are.
has_mounts() { command -v mount >/dev/null 2>&1 && { [ -x /usr/sbin/mkfs.ext4 ] || [ -x /sbin/mkfs.ext4 ]; }; }

# What native code is linked with.
has_linker() { { command -v clang || command -v gcc; } >/dev/null 2>&1 && [ -f /usr/include/zlib.h ]; }

install_debian() {
  command -v apt-get >/dev/null 2>&1 || return 1
  say "Installing $* …"
  local log
  log=$(mktemp)
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 ||
    { as_root apt-get update -q >"$log" 2>&1 &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1; }; then
    rm -f "$log"
    return 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
  return 1
}

left_out() {
  say "LEFT OUT: $1. To get it: $2"
  if is_ci; then
    say "In CI nothing may be left out."
    exit 1
  fi
}

# Brings what the chosen projects need, or says what is left out.
install_needs() {
  local chosen=" $(printf '%s ' $1) "
  case "$chosen" in
    *" Bingobot.EndToEnd "*)
      has_browser || install_debian chromium || true
      has_browser || left_out "the test in a real browser" "install chromium (Debian: apt-get install chromium)"
      ;;
  esac
  case "$chosen" in
    *" Bingobot.Storage.Tests "* | *" Bingobot.Events.Tests "*)
      has_linker || install_debian gcc libc6-dev zlib1g-dev || true
      has_linker || left_out "most of the kills of a process at work and the system calls that do a part" "install gcc (Debian: apt-get install gcc libc6-dev zlib1g-dev)"
      ;;
  esac
  case "$chosen" in
    *" Bingobot.Storage.Tests "*)
      [ -x /usr/bin/python3 ] || install_debian python3 || true
      [ -x /usr/bin/python3 ] || left_out "the tests of a lock held by another program and of a reader in another language" "install python3 (Debian: apt-get install python3)"
      has_mounts || install_debian mount e2fsprogs || true
      has_mounts || left_out "the tests on small file systems of their own" "install mount and mkfs.ext4 (Debian: apt-get install mount e2fsprogs)"
      ;;
  esac
  case "$chosen" in
    *" Bingobot.Storage.Tests "* | *" Bingobot.EndToEnd "*)
      command -v strace >/dev/null 2>&1 || install_debian strace || true
      command -v strace >/dev/null 2>&1 || left_out "the tests of system calls that fail" "install strace (Debian: apt-get install strace)"
      ;;
  esac
  case "$chosen" in
    *" Bingobot.Storage.Postgres.Tests "*)
      has_postgres || install_postgres || true
      has_postgres || left_out "the tests of the store in PostgreSQL" "install its server (Debian: apt-get install postgresql)"
      ;;
  esac
  if [ -f tests/interop/package.json ]; then
    case "$chosen" in
      *" Bingobot.Discord.Tests "* | *" Bingobot.Sandbox.Tests "* | *" Bingobot.EndToEnd "*)
        has_node || install_debian nodejs npm || true
        if ! has_node; then
          left_out "the tests with a stock Discord client and against Discord's description" "install node and npm (Debian: apt-get install nodejs npm)"
        elif ! has_node_modules &&
          ! (cd tests/interop && npm ci --no-audit --no-fund --loglevel=error >&2); then
          left_out "the tests with a stock Discord client and against Discord's description" "run 'npm ci' in tests/interop where npm's registry can be reached"
        fi
        ;;
    esac
  fi
}

# The program that tests kill, as native code: it starts in a few milliseconds. It is one for all of them, since making it takes
# long. Made again when it is older than its sources or than their other build, by whose age the tests tell whether it is up to date.
build_worker() {
  local users="" project
  for project in Bingobot.Storage.Tests Bingobot.Events.Tests; do
    case " $(printf '%s ' $1) " in *" $project "*) users="$users tests/$project/bin/Debug/net10.0" ;; esac
  done
  [ -n "$users" ] && has_linker || return 0
  local name=Bingobot.Faults
  local project=tests/$name
  local worker=$project/bin/native/$name
  if [ -x "$worker" ] && [ -z "$({
      find src/Bingobot.Storage src/Bingobot.Events $project Directory.* global.json \
        \( -name bin -o -name obj \) -prune -o -type f -newer "$worker" -print
      find $users -maxdepth 1 \( -name Bingobot.Storage.dll -o -name Bingobot.Events.dll -o -name $name.dll \) -newer "$worker"
    } | head -n 1)" ]; then
    return 0
  fi
  say "Building the workers that are killed, as native code …"
  if dotnet publish $project -c Release --artifacts-path artifacts/native -p:PublishAot=true -p:InvariantGlobalization=true \
    -v quiet --nologo -nodeReuse:false >&2; then
    mkdir -p "${worker%/*}"
    cp artifacts/native/publish/$name/release*/$name "$worker.new"
    touch "$worker.new"
    mv "$worker.new" "$worker"
  else
    rm -f "$worker"
    left_out "most of the kills of a process at work" "have the native compiler's packages restored by dotnet publish"
  fi
}

# A project that hangs is to be named, with the tests that run too long, and not to hold up the others for ever.
readonly longest_project_seconds=600 longest_test_seconds=180

# Runs the test projects one after the other and sums up what their runners counted. What failed is told once more at the end, where
# it is found even if only the end of a long log was kept.
run_projects() {
  local limit=""
  ! is_ci || limit="timeout --kill-after=10 $longest_project_seconds"
  local results passed=0 failed=0 skipped=0 broken="" project total counts
  results=$(mktemp -d)
  for project in "$@"; do
    say "Testing $project …"
    local trx="$results/$project.trx" status=0
    $limit dotnet "tests/$project/bin/Debug/net10.0/$project.dll" -noLogo -noColor -longRunning $longest_test_seconds \
      -result-trx "$trx" || status=$?
    [ -z "$limit" ] || [ "$status" != 124 ] || say "$project was stopped: it took more than $longest_project_seconds s."
    failures "$trx" >>"$results/failures"
    untested "$trx" >&2
    counts=$(counters "$trx")
    if [ -z "$counts" ]; then
      say "$project ended with exit code $status and without a result."
      broken=1
      continue
    fi
    set -- $counts
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
    [ "$status" = 0 ] || [ "$2" -gt 0 ] || { say "$project ended with exit code $status."; broken=1; }
    [ $(($1 + $2)) -gt 0 ] || { say "$project ran no test."; broken=1; }
  done
  [ ! -s "$results/failures" ] || { say "Failed:"; cat "$results/failures" >&2; }
  rm -rf "$results"
  local code=0
  [ "$failed" = 0 ] && [ -z "$broken" ] && [ $((passed + failed)) -gt 0 ] || code=1
  if is_ci && [ "$skipped" -gt 0 ]; then
    say "In CI nothing may be left out."
    code=1
  fi
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  return $code
}

# "passed failed skipped" of a TRX file, or nothing where it tells no counts.
counters() {
  [ -f "$1" ] || return 0
  local line
  line=$(grep -o '<Counters[^>]*>' "$1" | head -n 1) || return 0
  local all executed passed failed error
  all=$(attribute total "$line") executed=$(attribute executed "$line") passed=$(attribute passed "$line")
  failed=$(attribute failed "$line") error=$(attribute error "$line")
  printf '%d %d %d\n' "$passed" $((failed + ${error:-0})) $((all - executed))
}

# The tests of a TRX file that failed, each with its message and where it was.
failures() {
  [ -f "$1" ] || return 0
  awk -v 'RS=<UnitTestResult ' '
    function between(start, end,    rest) {
      if (!index($0, start)) return ""
      rest = substr($0, index($0, start) + length(start))
      return index(rest, end) ? substr(rest, 1, index(rest, end) - 1) : rest
    }
    # The summary behind the last result has an outcome too.
    substr($0, 1, index($0, ">")) ~ /outcome="Failed"/ {
      text = "  " between("testName=\"", "\"") "\n" between("<Message>", "</Message>") "\n" between("<StackTrace>", "</StackTrace>")
      gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&#xD;/, "", text); gsub(/&#xA;/, "\n", text); gsub(/&amp;/, "\\&", text)
      gsub(/\n/, "\n    ", text)
      print text
    }' "$1"
}

# What tests that passed say that they could not test on this machine, each once.
untested() {
  [ -f "$1" ] || return 0
  sed -e 's/&#xD;//g' -e 's/&#xA;/\n/g' "$1" | grep -o 'NOT TESTED: [^<]*' |
    sed -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e "s/&apos;/'/g" -e 's/&amp;/\&/g' -e 's/[[:space:]]*$//' | sort -u || true
}

attribute() { printf '%s' "$2" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"; }
