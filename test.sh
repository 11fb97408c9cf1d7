#!/usr/bin/env bash
# Installs what is missing, builds, and runs every suite. The last line is "N passed, N failed", counted from the
# result files of the suites; the exit code is 0 only if at least one test ran and none failed.
#   ./test.sh              everything
#   ./test.sh Rules Cli    only the suites tests/ServiceHall.<name>.Tests; Kiosk: the lobby screen's own
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "缺少 .NET SDK 10：请先安装（命令 dotnet）。" >&2; echo "0 passed, 0 failed"; exit 1; }

suites=("$@")
[ ${#suites[@]} -gt 0 ] || for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .Tests.csproj)
  suites+=("${name#ServiceHall.}")
done
[ $# -gt 0 ] || [ ! -e kiosk/package.json ] || suites+=(Kiosk)

# Real PostgreSQL for Web and EndToEnd, a real browser for EndToEnd.
needed=()
for suite in "${suites[@]}"; do
  case $suite in
    Web) needed+=(postgresql) ;;
    EndToEnd | Kiosk)
      command -v npm >/dev/null || { echo "缺少 Node.js 20 或更新版本（命令 npm）。" >&2; echo "0 passed, 1 failed"; exit 1; }
      needed+=(postgresql chromium fonts-noto-cjk) ;;
  esac
done
[ ${#needed[@]} -eq 0 ] || build/install.sh "${needed[@]}" || { echo "0 passed, 1 failed"; exit 1; }

echo "== 还原软件包"
dotnet restore ServiceHall.sln --locked-mode --nologo -v quiet || { echo "0 passed, 1 failed"; exit 1; }
echo "== 编译"
dotnet build ServiceHall.sln -c Release --no-restore --nologo -v quiet || { echo "0 passed, 1 failed"; exit 1; }

# The lobby screen that the browser tests open is the built one.
screen() {
  cd kiosk || return 1
  [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund || return 1
  npm run build
}
case " ${suites[*]} " in
  *" EndToEnd "*)
    echo "== 编译大屏"
    (screen) >/dev/null || { echo "0 passed, 1 failed"; exit 1; } ;;
esac

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0 failed=0 broken=0

# The screen's logic, then the built program in a browser; vitest writes what came of them.
kiosk() {
  local part
  (
    cd kiosk
    [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
    npm test -- --reporter=default --reporter=json --outputFile.json="$results/logic.json"
    npm run test:browser -- --reporter=default --reporter=json --outputFile.json="$results/browser.json"
  )
  for part in logic browser; do
    if ! node -e 'const r = JSON.parse(require("fs").readFileSync(process.argv[1])); console.log(r.numPassedTests, r.numTotalTests)' \
      "$results/$part.json" >"$results/$part.counts" 2>/dev/null; then
      echo "   Kiosk $part：没有结果文件，按失败计。" >&2
      broken=$((broken + 1))
      continue
    fi
    read -r p t <"$results/$part.counts"
    passed=$((passed + p))
    failed=$((failed + t - p))
    [ "$t" -gt 0 ] || broken=$((broken + 1))
  done
}

for suite in "${suites[@]}"; do
  echo "== 测试 $suite"
  if [ "$suite" = Kiosk ]; then
    kiosk
    continue
  fi
  dotnet test "tests/ServiceHall.$suite.Tests" -c Release --no-build --nologo \
    --logger "trx;LogFileName=$suite.trx" --results-directory "$results" || true
  counters=$(grep -o '<Counters [^/]*' "$results/$suite.trx" 2>/dev/null)
  if [ -z "$counters" ]; then
    echo "   $suite：没有结果文件，按失败计。" >&2
    broken=$((broken + 1))
    continue
  fi
  of() { grep -o " $1=\"[0-9]*\"" <<<"$counters" | grep -o '[0-9]*'; }
  # What was meant to run and neither passed nor was skipped has failed: errors, time-outs and aborts count too.
  p=$(of passed) t=$(of executed)
  passed=$((passed + p))
  failed=$((failed + t - p))
  [ "$t" -gt 0 ] || broken=$((broken + 1))
done
failed=$((failed + broken))

echo
if [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]; then
  echo "全部通过。下一步：./run.sh 打开演示大厅；./hall --help 查看命令。"
else
  echo "有测试未通过：上面每个失败都带有文件和行号。只重跑一组：./test.sh Rules"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
