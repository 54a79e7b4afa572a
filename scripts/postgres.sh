#!/usr/bin/env bash
# Starts a throw-away PostgreSQL for tests and benchmarks and prints its URL. Usage: scripts/postgres.sh start|stop DIR PORT
set -euo pipefail
action=${1:?start or stop}; dir=${2:?data folder}; port=${3:-55432}
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
bin=${bin:-$(dirname "$(command -v pg_ctl)")}
# PostgreSQL refuses to run as root.
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
case $action in
  start)
    mkdir -p "$dir"; [ "$(id -u)" = 0 ] && chown postgres "$dir"
    [ -f "$dir/PG_VERSION" ] || as "$bin/initdb" -D "$dir" -U postgres -A trust --no-sync >/dev/null
    as "$bin/pg_ctl" -D "$dir" -w -l "$dir/log" -o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c max_connections=200" start >/dev/null
    echo "postgres://postgres@127.0.0.1:$port/postgres" ;;
  stop) as "$bin/pg_ctl" -D "$dir" -m immediate stop >/dev/null ;;
esac
