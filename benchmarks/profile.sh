#!/bin/sh
# Builds, then measures the profile of an export beside writing the same export to a long CSV file. Arguments go to
# ProfileSideBySide, for example: benchmarks/profile.sh --members 100000 --rounds 3
set -eu
cd "$(dirname "$0")/.."
mvn --batch-mode --quiet -DskipTests package
exec java -cp "benchmarks/target/memberport-benchmarks.jar:benchmarks/target/lib/*" \
  io.memberport.benchmarks.ProfileSideBySide "$@"
