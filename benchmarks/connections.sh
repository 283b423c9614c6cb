#!/bin/sh
# Builds, then measures an export over several connections beside one over one. Arguments go to ConnectionsSideBySide, for
# example: benchmarks/connections.sh --connections 8 --rounds 5
set -eu
cd "$(dirname "$0")/.."
mvn --batch-mode --quiet -DskipTests package
exec java -cp "benchmarks/target/memberport-benchmarks.jar:benchmarks/target/lib/*" \
  io.memberport.benchmarks.ConnectionsSideBySide "$@"
