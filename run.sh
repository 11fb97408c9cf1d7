#!/usr/bin/env bash
# Opens the hall: installs what is missing, builds what changed, starts PostgreSQL and the application.
#   ./run.sh --help
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
  cat <<'TEXT'
用法：./run.sh [选项]
  （无选项）        打开演示大厅：虚构的人员与数据，首次启动时建立，之后保留
  --empty           打开正式的空大厅：没有演示数据，首次启动后在网页上建立第一位管理员
  --lan             同时在局域网以 HTTPS 提供（手机打卡需要），证书自动生成，地址以二维码显示
  --clock 时间      演示大厅的时钟从此刻走起，例如 --clock 2026-11-20T08:25；每个日期各有一座演示大厅
  --port 端口       本机端口，默认 5080；局域网端口是它加一
  --help            显示本说明
数据：演示大厅在 .data/demo（--clock 的在 .data/demo-日期），正式大厅在 .data/hall，互不相干。
Ctrl+C 停止应用和数据库。
正式数据库：设置环境变量 ConnectionStrings__Hall 和 Hall__Keys__Certificate（见 docs/deploy.md），则不启动本机 PostgreSQL，并且同 --empty，不写入演示数据。
TEXT
}

fail() { echo "$1" >&2; exit 2; }
# Invented people do not go into a real database, and would not come out of it again.
demonstration=true
[ -z "${ConnectionStrings__Hall:-}" ] || demonstration=false
lan=false clock='' port=5080
while [ $# -gt 0 ]; do
  case $1 in
    --empty) demonstration=false ;;
    --lan) lan=true ;;
    --clock) [ $# -gt 1 ] || fail "--clock 后面要写时间，例如 2026-11-20T08:25。"; clock=$2; shift ;;
    --port) [ $# -gt 1 ] || fail "--port 后面要写端口，例如 5080。"; port=$2; shift ;;
    -h|--help) usage; exit 0 ;;
    *) echo "不认识的选项 $1。" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
[[ $port =~ ^[0-9]+$ ]] && [ "$port" -ge 1024 ] && [ "$port" -le 65534 ] || fail "端口应是 1024 至 65534 的整数，给出的是“$port”。"
[ -z "$clock" ] || date -d "$clock" >/dev/null 2>&1 && [[ $clock =~ ^($|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}) ]] || fail "--clock 的时间“$clock”无法识别，应形如 2026-11-20T08:25。"
[ -z "$clock" ] || [ "$demonstration" = true ] || fail "--clock 只能用于演示大厅，不能与 --empty 或 ConnectionStrings__Hall 同用：正式大厅以服务器的时钟为准。"

command -v dotnet >/dev/null || fail "缺少 .NET SDK 10（命令 dotnet）。请先安装，再运行 ./run.sh。"
[ ! -e kiosk/package.json ] || command -v npm >/dev/null || fail "缺少 Node.js 20 或更新版本（命令 npm）。请先安装，再运行 ./run.sh。"
[ ! -e kiosk/package.json ] || node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "Node.js 是 $(node --version)，编译大屏需要 20.19 或更新版本。请升级后再运行 ./run.sh。"
[ -n "${ConnectionStrings__Hall:-}" ] || build/install.sh postgresql

# Newer than what was built from it? Folders that builds write into do not count.
newer() {
  [ ! -e "$1" ] || [ -n "$(find "${@:2}" \( -name bin -o -name obj -o -name node_modules -o -path '*/wwwroot/kiosk' \) -prune \
    -o -type f -newer "$1" -print -quit)" ]
}
# Says what is being done and for how long already: how long it takes depends on the machine, and nobody guesses it.
work() {
  local log pid since=$SECONDS
  log=$(mktemp)
  echo "$1……"
  # Compilers stay on as servers of the next build: they must not keep the lock.
  "${@:2}" >"$log" 2>&1 9>&- &
  pid=$!
  # What is begun in the background does not hear of Ctrl+C by itself.
  trap 'kill "$pid" 2>/dev/null; exit 130' INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    [ $(((SECONDS - since) % 15)) -ne 0 ] || echo "  已进行 $((SECONDS - since)) 秒"
  done
  trap - INT TERM
  if ! wait "$pid"; then cat "$log" >&2; rm -f "$log"; exit 1; fi
  rm -f "$log"
  echo "  完成，用了 $((SECONDS - since)) 秒"
}

# Two runs at once must not build into one another.
mkdir -p .data
exec 9>.data/build.lock
flock -n 9 || { echo "另一个 ./run.sh 正在编译，等它结束……"; flock 9; }
screen=src/ServiceHall.Web/wwwroot/kiosk/index.html
build_screen() { (cd kiosk && npm ci --no-audit --no-fund && npm run build) && touch "$screen"; }
[ ! -e kiosk/package.json ] || ! newer "$screen" kiosk || work "正在编译大屏（首次运行先下载依赖）" build_screen
program=src/ServiceHall.Web/bin/Release/net10.0/ServiceHall.Web.dll
build_web() {
  dotnet restore src/ServiceHall.Web/ServiceHall.Web.csproj --locked-mode --nologo -v quiet &&
    dotnet build src/ServiceHall.Web/ServiceHall.Web.csproj -c Release --no-restore --nologo -v quiet && touch "$program"
}
! newer "$program" src/ServiceHall.Web src/ServiceHall.Rules src/ServiceHall.Replay Directory.*.props build "$([ -e "$screen" ] && echo "$screen" || echo build)" ||
  work "正在编译应用（首次运行编译全部源程序）" build_web
exec 9>&-

# The demonstration's people live by invented facts: the quarter before the hall's first day, its own, and the next.
facts=
if [ "$demonstration" = true ]; then
  day=${clock%%T*}
  data=$root/.data/demo${day:+-$day}
  day=${day:-$(TZ=Asia/Shanghai date +%F)}
  facts=$data/facts
  if [ ! -e "$facts" ]; then
    month=$((10#${day:5:2})) year=$((10#${day:0:4}))
    quarter=$(printf '%04d-%02d-01' "$year" $(((month - 1) / 3 * 3 + 1)))
    mkdir -p "$data"
    work "正在编写演示大厅的人员和事实（首次运行先编译命令行）" ./hall demo --out "$facts" \
      --from "$(date -d "$quarter -3 months" +%F)" --to "$(date -d "$quarter +6 months -1 day" +%F)"
  fi
else
  data=$root/.data/hall
fi
export Hall__Data=$data Hall__Facts=$facts Hall__Logs=${Hall__Logs:-$data/logs}
export Hall__Demonstration=$demonstration Hall__Clock=$clock Hall__Lan=$lan Hall__Port=$port
exec dotnet "$program" --contentRoot "$root/src/ServiceHall.Web"
