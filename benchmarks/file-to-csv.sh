#!/bin/sh
# Builds, then measures file -> long CSV and HTTP -> long CSV beside the plain program. Arguments go to SideBySide, for
# example: benchmarks/file-to-csv.sh --members 100000 --rounds 5
set -eu
cd "$(dirname "$0")/.."
mvn --batch-mode --quiet -DskipTests package
exec java -cp "benchmarks/target/memberport-benchmarks.jar:benchmarks/target/lib/*" \
  io.memberport.benchmarks.SideBySide "$@"
