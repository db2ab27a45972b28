#!/usr/bin/env bash
# Builds everything with warnings as errors, checks the formatting and runs the tests.
#   ./test.sh              all of them
#   ./test.sh Storage …    only the test projects whose name contains one of the words
# What the tests need besides the .NET 10 SDK (a browser, PostgreSQL, npm packages) is installed where that is allowed; otherwise it
# says which tests are left out and how to get them. With CI=true nothing may be left out.
set -euo pipefail
root=$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)
cd "$root"
. eng/tests.sh
begin_tests

projects=$(select_projects "$@")
if [ -z "$projects" ]; then
  say "No test project's name contains: $*"
  exit 2
fi

install_needs "$projects"

say "Building …"
dotnet build Bingobot.slnx -v quiet --nologo -nodeReuse:false
say "Checking the formatting …"
dotnet format Bingobot.slnx --verify-no-changes --no-restore -v quiet
build_worker "$projects"

run_projects $projects
