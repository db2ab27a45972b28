# Sourced by start.sh and bingobot: builds the program when its sources have changed, quietly, and knows where it is.
# Sets BINGOBOT_DLL. Needs $root, the repository's folder.

BINGOBOT_DLL="$root/src/Bingobot/bin/Release/net10.0/bingobot.dll"
bingobot_stamp="$root/src/Bingobot/obj/built-by-start"

say() { printf '%s\n' "$*" >&2; }

find_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1; then
    for folder in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
      if [ -n "$folder" ] && [ -x "$folder/dotnet" ]; then
        PATH="$folder:$PATH"
        break
      fi
    done
  fi
  if ! command -v dotnet >/dev/null 2>&1; then
    say "The .NET 10 SDK is needed and 'dotnet' was not found. Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 1
  fi
}

sources_are_older() {
  [ -f "$BINGOBOT_DLL" ] && [ -f "$bingobot_stamp" ] &&
    [ -z "$(find "$root/src" "$root/eng" "$root"/Directory.* "$root/global.json" \
      \( -name bin -o -name obj \) -prune -o -type f -newer "$bingobot_stamp" -print 2>/dev/null | head -n 1)" ]
}

build_program() {
  if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.0\.'; then
    say "The .NET 10 SDK is needed; found is: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
    say "Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 1
  fi
  say "Building Bingobot …"
  local started output
  # These folders appear before the clock is read: a new folder makes the one around it look changed.
  for project in "$root"/src/*/; do mkdir -p "$project/bin" "$project/obj"; done
  started=$(mktemp)
  # No server is left behind, so that nothing of the build outlives it. The analyzers are for those who change the code.
  if ! output=$(cd "$root" && dotnet build src/Bingobot -c Release -v quiet --nologo -nodeReuse:false \
      -p:UseSharedCompilation=false -p:RunAnalyzers=false 2>&1); then
    rm -f "$started"
    say "$output"
    say "The build failed."
    exit 1
  fi
  mkdir -p "$(dirname "$bingobot_stamp")"
  touch -r "$started" "$bingobot_stamp"
  rm -f "$started"
}

# The SDK keeps its packages and first-run marks below the home folder; who has none to write to gets one in the build's.
ensure_home() {
  [ -n "${HOME:-}" ] && [ -d "$HOME" ] && [ -w "$HOME" ] && return
  export HOME="$root/src/Bingobot/obj/home"
  mkdir -p "$HOME"
}

# Two at once would write the same files; where there is no flock, the second may have to be started again.
ensure_program() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  find_dotnet
  sources_are_older && return
  ensure_home
  mkdir -p "$root/src/Bingobot/obj"
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$root/src/Bingobot/obj/build.lock"
    flock 9
    sources_are_older || build_program 9>&-
    exec 9>&-
  else
    build_program
  fi
}
