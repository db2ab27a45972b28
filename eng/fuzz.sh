#!/usr/bin/env bash
# Fuzzes the storage library under afl-fuzz, guided by coverage: eng/fuzz.sh [SECONDS, 600 unless told] [FOLDER]
# The folder (artifacts/fuzz unless told) keeps what was found; running again goes on from there.
# Needs afl++ (Debian: apt-get install afl++), which it installs where that is allowed, and the .NET tool SharpFuzz.CommandLine,
# which it installs into artifacts/. Without guidance: dotnet run -c Release --project tests/Bingobot.Storage.Fuzz -- random
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd)
cd "$root"
. eng/tests.sh
begin_tests

seconds=${1:-600}
folder=$(readlink -m -- "${2:-artifacts/fuzz}")
tools="$root/artifacts/tools"
program="$folder/program"

command -v afl-fuzz >/dev/null 2>&1 || install_debian afl++ || true
command -v afl-fuzz >/dev/null 2>&1 || { say "afl-fuzz is needed: install afl++ (Debian: apt-get install afl++)"; exit 1; }
[ -x "$tools/sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$tools" >&2

# The library is instrumented in a copy, so that no other build ever meets it.
rm -rf "$program"
dotnet build tests/Bingobot.Storage.Fuzz -c Release -v quiet --nologo -nodeReuse:false
mkdir -p "$program"
cp -r tests/Bingobot.Storage.Fuzz/bin/Release/net10.0/. "$program"
"$tools/sharpfuzz" "$program/Bingobot.Storage.dll"

# Scripts are what afl-fuzz is good at: short, and every byte counts. A store of 16 KiB is mostly zeros.
inputs="$folder/inputs"
rm -rf "$inputs"
mkdir -p "$inputs"
cp tests/Bingobot.Storage.Fuzz/corpus/*.script "$inputs"
printf 'M\004\010' >"$inputs/unchanged"
[ -d "$folder/findings" ] && resume=- || resume=$inputs

# .NET reserves more address space than afl-fuzz allows by default, starts slowly and is no binary of its own.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=${AFL_NO_UI:-1}
export DOTNET_TieredPGO=0
afl-fuzz -i "$resume" -o "$folder/findings" -V "$seconds" -t 5000 -m none -- \
  "$(command -v dotnet)" "$program/Bingobot.Storage.Fuzz.dll" afl

say
grep -E '^(run_time|execs_done|execs_per_sec|corpus_count|bitmap_cvg|edges_found|saved_crashes|saved_hangs)' "$folder/findings/default/fuzzer_stats" >&2
crashes=$(find "$folder/findings/default/crashes" "$folder/findings/default/hangs" -type f -name 'id*' | wc -l)
if [ "$crashes" -gt 0 ]; then
  say "Show one again: dotnet run -c Release --project tests/Bingobot.Storage.Fuzz -- replay $folder/findings/default/crashes"
  exit 1
fi
