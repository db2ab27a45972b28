#!/usr/bin/env bash
# Builds Bingobot and runs it. Arguments go to 'bingobot run': --data FOLDER, --port N, --config FILE.
# Without a Discord token the bot runs in its own sandbox; with DISCORD_TOKEN set it connects to Discord.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
. "$root/eng/program.sh"
ensure_program
export BINGOBOT_HOME="${BINGOBOT_HOME:-$root}"
exec dotnet "$BINGOBOT_DLL" run --supervise "$@"
