#!/usr/bin/env bash
# Restores the NuGet packages of what is named (a project or the solution; the solution by default).
# Plainly first. Where the feed is a partial copy of the public one (it lacks a package, or an exact version), the
# untracked file .closedfeed is written; its presence switches build/ClosedFeed.* on, and the restore is tried again.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-ServiceHall.sln}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if dotnet restore "$what" --nologo -v quiet >"$log" 2>&1; then exit 0; fi
if [ ! -e .closedfeed ] && grep -qE 'NU1603|NU1101|NU1102|NU1103|Microsoft\.AspNetCore\.App\.Internal\.Assets' "$log"; then
  echo "软件包源不完整，启用 build/ClosedFeed（写入 .closedfeed）后重试。" >&2
  echo "This package feed lacks some packages; build/ClosedFeed.* is switched on (file .closedfeed)." >&2
  : >.closedfeed
  dotnet restore "$what" --nologo -v quiet >"$log" 2>&1 && exit 0
fi
cat "$log" >&2
exit 1
