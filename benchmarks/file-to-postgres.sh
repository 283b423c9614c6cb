#!/bin/sh
# Builds, then measures an export -> PostgreSQL beside psql. Arguments go to PostgresSideBySide, for example:
# benchmarks/file-to-postgres.sh --members 100000 --rounds 3
set -eu
cd "$(dirname "$0")/.."
if ! command -v psql >/dev/null; then
  echo "psql, which this is measured beside, is not on the PATH; install the client programs of PostgreSQL" >&2
  exit 1
fi
mvn --batch-mode --quiet -DskipTests package
exec java -cp "benchmarks/target/memberport-benchmarks.jar:benchmarks/target/lib/*" \
  io.memberport.benchmarks.PostgresSideBySide "$@"
