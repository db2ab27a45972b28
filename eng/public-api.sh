#!/usr/bin/env bash
# Adds what is public and not yet listed to a library's PublicAPI.Unshipped.txt, for review as a diff.
# Usage: eng/public-api.sh src/Bingobot.Storage
set -euo pipefail
project=$1
dotnet build "$project" 2>&1 | grep -oE "RS0016: Symbol '[^']*'" | sed "s/^RS0016: Symbol '//; s/'\$//" | sort -u \
  >> "$project/PublicAPI.Unshipped.txt" || true
dotnet build "$project" --nologo -v quiet
