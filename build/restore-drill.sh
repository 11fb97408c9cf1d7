#!/usr/bin/env bash
# Tries a back-up as it would be needed: dumps one database, encrypts the dump, opens it again, restores it into an empty
# database, compares every table and lets `hall verify` look at the chains. The hall may be running meanwhile: everything
# is compared as it was at one moment. Nothing is written to the database that is dumped.
#   build/restore-drill.sh --from 'host=db dbname=hall user=hall_owner' --into 'host=db dbname=hall_drill user=hall_owner' \
#     --certificate backup.crt --key backup.key
# Exit: 0 the restored database is the same; 1 it is not, or the drill could not be done.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Where PostgreSQL's programs are not in the path, as on Debian.
for programs in /usr/lib/postgresql/*/bin; do PATH="$PATH:$programs"; done
fail() { echo "演练失败：$1" >&2; exit 1; }

from='' into='' certificate='' key='' hall="$root/hall"
while [ $# -gt 1 ]; do
  case $1 in
    --from) from=$2 ;;
    --into) into=$2 ;;
    --certificate) certificate=$2 ;;
    --key) key=$2 ;;
    --hall) hall=$2 ;;
    *) fail "不认识 $1" ;;
  esac
  shift 2
done
[ $# -eq 0 ] && [ -n "$from" ] && [ -n "$into" ] && [ -f "$certificate" ] && [ -f "$key" ] ||
  fail "用法见 $0 开头：--from、--into、--certificate、--key 都要写"
[ "$(psql -XAtd "$into" -c "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")" = 0 ] ||
  fail "要恢复到的数据库不是空的；请另建一个：CREATE DATABASE hall_drill OWNER hall_owner;"

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
began=$SECONDS

# A line for each table: its name, how many rows, and one digest of their contents in whatever order they lie.
cat >"$work/digest.sql" <<'SQL'
SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 1;
SELECT format('SELECT %L, count(*), md5(coalesce(string_agg(md5(t::text), '''' ORDER BY md5(t::text) COLLATE "C"), '''')) FROM %I.%I t',
  relname, 'public', relname)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname COLLATE "C" \gexec
SQL

# One session holds the moment that is dumped and compared.
coproc MOMENT { psql -XAtqd "$from" -v ON_ERROR_STOP=1 2>"$work/moment.err"; }
moment=$MOMENT_PID
echo "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_export_snapshot();" >&"${MOMENT[1]}"
read -r -t 60 snapshot <&"${MOMENT[0]}" || fail "数据库没有回答：$(cat "$work/moment.err")"

echo "1. 备份" >&2
pg_dump --format=custom --exclude-schema=hangfire --snapshot="$snapshot" --dbname="$from" --file="$work/hall.dump"
printf '\\i %s\n\\echo end-of-digest\n' "$work/digest.sql" >&"${MOMENT[1]}"
while read -r -t 3600 line <&"${MOMENT[0]}" && [ "$line" != end-of-digest ]; do echo "$line"; done >"$work/from.txt"
echo '\q' >&"${MOMENT[1]}"
wait "$moment" || fail "比对源数据库时出错：$(cat "$work/moment.err")"

echo "2. 加密，再解密" >&2
openssl cms -encrypt -binary -stream -outform DER -aes-256-gcm -recip "$certificate" -in "$work/hall.dump" -out "$work/hall.dump.cms"
before=$(sha256sum <"$work/hall.dump")
rm "$work/hall.dump"
openssl cms -decrypt -binary -inform DER -recip "$certificate" -inkey "$key" -in "$work/hall.dump.cms" -out "$work/hall.dump"
[ "$(sha256sum <"$work/hall.dump")" = "$before" ] || fail "解密后的备份与加密前不同"
! head -c 5 "$work/hall.dump.cms" | grep -q PGDMP || fail "备份没有加密"

echo "3. 恢复" >&2
pg_restore --no-owner --exit-on-error --dbname="$into" "$work/hall.dump"

echo "4. 逐表比对" >&2
psql -XAtqd "$into" -v ON_ERROR_STOP=1 -f "$work/digest.sql" >"$work/into.txt"
[ -s "$work/from.txt" ] || fail "源数据库没有表"
diff "$work/from.txt" "$work/into.txt" >"$work/diff.txt" || fail "恢复的数据与源数据不同（表|行数|摘要）：$(cat "$work/diff.txt")"

echo "5. 核对校验链" >&2
# The same words as Npgsql has them.
connection=''
for part in $into; do
  case $part in
    dbname=*) connection+="Database=${part#*=};" ;;
    user=*) connection+="Username=${part#*=};" ;;
    host=*|port=*|password=*) connection+="$part;" ;;
  esac
done
verified=0
ConnectionStrings__Hall=$connection ConnectionStrings__HallOwner=$connection "$hall" verify >"$work/verify.txt" || verified=$?
[ $verified = 0 ] || fail "校验链不符：$(cat "$work/verify.txt")"

tables=$(wc -l <"$work/into.txt") rows=$(awk -F'|' '{ sum += $2 } END { print sum }' "$work/into.txt")
echo "演练成功：$tables 张表、$rows 行与备份那一刻逐行相同；加密后 $(stat -c %s "$work/hall.dump.cms") 字节，用时 $((SECONDS - began)) 秒。"
cat "$work/verify.txt"
