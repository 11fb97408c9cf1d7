#!/usr/bin/env bash
# Installs Debian packages that are missing: as root by itself, as somebody else it says what to install.
#   build/install.sh postgresql chromium fonts-noto-cjk
set -euo pipefail
missing=()
for package in $(printf '%s\n' "$@" | sort -u); do
  case $package in
    postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=("$package") ;;
    *) dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package") ;;
  esac
done
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" != 0 ] && sudo -n true 2>/dev/null; then
  exec sudo -n "$0" "$@"
fi
if [ "$(id -u)" != 0 ]; then
  echo "缺少：${missing[*]}。请运行：sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "正在安装 ${missing[*]}……"
# The hall starts its own cluster; Debian need not start another one on the network.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get install -y -q -o Dpkg::Options::=--force-confold "${missing[@]}" ||
  { apt-get update -q && apt-get install -y -q -o Dpkg::Options::=--force-confold "${missing[@]}"; }; } >"$log" 2>&1; then
  tail -20 "$log" >&2
  echo "安装失败，请检查网络或软件源后重试。" >&2
  exit 1
fi
