#!/bin/sh
# Builds, then measures an export -> MariaDB, SQLite, DuckDB or H2 beside the database's own loader and client. Arguments go to
# DatabaseSideBySide, for example: benchmarks/file-to-database.sh --database sqlite --members 24000 --rounds 3
set -eu
cd "$(dirname "$0")/.."
mvn --batch-mode --quiet -DskipTests package
exec java -cp "benchmarks/target/memberport-benchmarks.jar:benchmarks/target/lib/*" \
  io.memberport.benchmarks.DatabaseSideBySide "$@"
